import type { Page } from '@playwright/test';

import { type Company, department, expect, test } from '../fixtures/app';
import { expectAccessible } from '../fixtures/axe';
import { openUserMenu } from '../fixtures/steps';

const looks = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'light, on a phone', options: { colorScheme: 'light', viewport: { width: 360, height: 740 } } },
] as const;

for (const { name, options } of looks) {
  test(`the screens before login are accessible: ${name}`, async ({ desk, browse }) => {
    const page = await browse(options);
    await page.goto('/setup');
    await shows(page, 'Перше налаштування');
    await page.getByRole('button', { name: 'Завершити налаштування' }).click();
    await expect(page.getByText('Заповніть це поле.').first()).toBeVisible();
    await expectAccessible(page);

    await page.goto('/invite/some-token');
    await shows(page, 'Вітаємо в команді');
    await expectAccessible(page);

    await fetch(`${desk.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        token: desk.setupToken,
        admin: { full_name: 'Мельник Андрій', email: 'admin@example.com', password: 'кінь батарея скоба' },
        departments: ['Адміністрація'],
      }),
    });
    await page.goto('/login');
    await shows(page, 'Вхід');
    await page.getByRole('button', { name: 'Увійти' }).click();
    await expect(page.getByText('Заповніть це поле.').first()).toBeVisible();
    await expectAccessible(page);
  });

  test(`lists, tickets and their dialogs are accessible: ${name}`, async ({ company, expectRefusal, signIn }) => {
    const { admin } = company;
    const page = await signIn(admin, options);
    await expect(page.getByText('Ваш сервіс-деск готовий')).toBeVisible();
    await expectAccessible(page);

    const last = await fillDesk(company);
    await page.goto('/tickets?view=all');
    await expect(page.getByRole('main').getByRole('listitem').getByRole('link')).toHaveCount(4);
    await page.getByRole('button', { name: 'Інші фільтри' }).click();
    await page.getByRole('button', { name: 'Без виконавця' }).click();
    await expect(page.getByRole('button', { name: 'Скинути фільтри' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Сповіщення/ }).click();
    await expect(page.getByRole('link', { name: 'Усі сповіщення' })).toBeVisible();
    await expectAccessible(page);

    expectRefusal(400, /\/tickets$/, 'the query is wrong');
    await page.goto('/tickets?view=all&query=x:y');
    await expect(page.getByText('Запит незрозумілий')).toBeVisible();
    await expectAccessible(page);
    await page.goto('/tickets?view=all');
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await expect(page.getByRole('button', { name: 'Зберегти як добірку' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Показати дошкою' }).click();
    await expect(page.getByRole('region', { name: 'В роботі' }).getByRole('link')).toHaveCount(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Показати списком' }).click();
    await expect(page.getByRole('main').getByRole('listitem').getByRole('link')).toHaveCount(4);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Вибрати тікети' }).click();
    await page.getByRole('button', { name: 'Усі в списку' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Змінити поля' }).click();
    await expectDialogAccessible(page, 'Змінити поля');
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Зберегти як добірку' }).click();
    await expectDialogAccessible(page, 'Нова добірка');
    await page.goto('/search');
    await shows(page, 'Пошук');
    await expectAccessible(page);
    await page.goto('/search?q=пріоритет');
    await expect(page.locator('mark').first()).toBeVisible();
    await expectAccessible(page);

    for (let id = last; id >= 1; id -= 1) {
      await page.goto(`/tickets/${id}?view=all`);
      await expect(page.getByRole('heading', { level: 1, name: 'Тікет із пріоритетом' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Історія та коментарі' }).getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
    }
    await page.goto('/tickets/3');
    await expect(page.getByRole('heading', { level: 1, name: 'Тікет із пріоритетом high' })).toBeVisible();
    for (const [button, title] of [
      ['Перенаправити', 'Перенаправити тікет'],
      ['Очікування', 'Перевести в очікування'],
      ['Закрити', 'Закрити тікет'],
      ['Редагувати тікет', 'Редагувати тікет'],
    ] as const) {
      await press(page, button);
      await expectDialogAccessible(page, title);
    }
    const field = page.getByRole('textbox', { name: 'Коментар' });
    await field.pressSequentially(';');
    const list = page.getByRole('listbox', { name: 'Що вставити' });
    await expect(list.getByRole('option')).toContainText('Швидких текстів ще немає');
    await expectAccessible(page);
    await field.fill('**Важливо**');
    await page.getByRole('button', { name: 'Перегляд' }).click();
    await expect(page.locator('.composer strong')).toHaveText('Важливо');
    await expectAccessible(page);
    await page.goto('/tickets/new');
    await page.getByRole('button', { name: 'Створити тікет' }).click();
    await expect(page.getByText('Заповніть це поле.').first()).toBeVisible();
    await expectAccessible(page);
  });

  test(`notifications, profile and administration are accessible: ${name}`, async ({ company, signIn }) => {
    const { admin } = company;
    await fillDesk(company);
    const page = await signIn(admin, options);
    for (const [path, title, content] of [
      ['/notifications', 'Сповіщення', 'Новий коментар'],
      ['/views', 'Добірки', 'Збережених добірок ще немає'],
      ['/texts', 'Швидкі тексти', 'Швидких текстів ще немає'],
      ['/profile', 'Мій профіль', admin.email],
      ['/admin/departments', 'Відділи', 'Діагностика, ремонт, OCPP-логи'],
      ['/admin/employees', 'Співробітники', 'person1@example.com'],
      ['/admin/settings', 'Налаштування', 'Документація API'],
      ['/no/such/page', 'Такої сторінки немає', 'До моєї черги'],
    ] as const) {
      await page.goto(path);
      await shows(page, title);
      await expect(page.getByRole('main').getByText(content).first()).toBeVisible();
      await expectAccessible(page);
    }
    await openUserMenu(page);
    await expect(page.getByRole('button', { name: 'Вийти' })).toBeVisible();
    await expectAccessible(page);

    await page.goto('/texts');
    await press(page, 'Додати швидкий текст');
    await expectDialogAccessible(page, 'Швидкий текст');
    await page.goto('/admin/departments');
    await press(page, 'Новий відділ');
    await expectDialogAccessible(page, 'Новий відділ');
    await press(page, `Архівувати відділ «${department.technical}»`);
    await expectDialogAccessible(page, `Архівувати відділ «${department.technical}»`);
    await page.goto('/admin/employees');
    await press(page, 'Новий співробітник');
    await expectDialogAccessible(page, 'Новий співробітник');
    await press(page, 'Нове запрошення: Бондар Олег');
    await expectDialogAccessible(page, 'Запрошення: Бондар Олег');
    await press(page, 'Деактивувати: Бондар Олег');
    await expectDialogAccessible(page, 'Деактивувати: Бондар Олег');
  });
}

/** Four tickets, each with another priority and status, with a talk and a redirect; returns the last number. */
async function fillDesk(company: Company): Promise<number> {
  const { admin } = company;
  const technician = await company.hire('Бондар Олег', department.technical);
  let last = 0;
  for (const [priority, to] of [
    ['low', 'closed'],
    ['medium', 'checking'],
    ['high', undefined],
    ['critical', 'waiting'],
  ] as const) {
    last = await company.createTicket(technician, {
      subject: `Тікет із пріоритетом ${priority}`,
      to: department.administration,
      priority,
      station: 'KYIV-017',
      car: 'Nissan Leaf',
    });
    await company.take(admin, last);
    if (to) {
      await company.as(admin, 'POST', `/tickets/${last}/transition`, { to });
    }
  }
  await company.comment(technician, last, 'Перевірте, будь ласка, ще раз.');
  await company.redirect(admin, last, department.technical, 'Це до техніків.');
  return last;
}

/** Presses a button of the page; on phones some are behind another one. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('main').getByRole('button', { name, exact: true });
  const more = page.getByRole('button', { name: 'Інші дії' });
  await expect(button.or(more).first()).toBeVisible();
  if (!(await button.isVisible())) {
    await more.click();
  }
  await button.click();
}

/** The open dialog is accessible; closes it by the keyboard. */
async function expectDialogAccessible(page: Page, title: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title, exact: true });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

async function shows(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}
