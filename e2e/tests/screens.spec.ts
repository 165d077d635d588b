import type { Page } from '@playwright/test';

import { department, expect, test } from '../fixtures/app';
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

  test(`the screens after login are accessible: ${name}`, async ({ company, signIn }) => {
    const admin = company.admin;
    const technician = await company.hire('Бондар Олег', department.technical);
    const page = await signIn(admin, options);
    await expect(page.getByText('Черга порожня')).toBeVisible();
    await expectAccessible(page);

    const statuses = ['waiting', 'checking', 'closed'];
    let last = 0;
    for (const priority of ['low', 'medium', 'high', 'critical'] as const) {
      last = await company.createTicket(technician, {
        subject: `Тікет із пріоритетом ${priority}`,
        to: department.administration,
        priority,
        station: 'KYIV-017',
        car: 'Nissan Leaf',
      });
      await company.take(admin, last);
      const to = statuses.pop();
      if (to) {
        await company.as(admin, 'POST', `/tickets/${last}/transition`, { to });
      }
    }
    await company.comment(technician, last, 'Перевірте, будь ласка, ще раз.');
    await company.redirect(admin, last, department.technical, 'Це до техніків.');
    await page.goto('/tickets?view=all');
    await expect(page.getByRole('main').getByRole('listitem').getByRole('link')).toHaveCount(4);
    await page.getByRole('button', { name: 'Інші фільтри' }).click();
    await page.getByRole('button', { name: 'Статус: Новий' }).click();
    await page.getByRole('button', { name: 'Статус: Новий' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Сповіщення/ }).click();
    await expect(page.getByRole('link', { name: 'Усі сповіщення' })).toBeVisible();
    await expectAccessible(page);

    for (let id = 1; id <= last; id += 1) {
      await page.goto(`/tickets/${id}?view=all`);
      await expect(page.getByRole('heading', { level: 1, name: 'Тікет із пріоритетом' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Історія та коментарі' }).getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
    }
    for (const [button, title] of [
      ['Перенаправити', 'Перенаправити тікет'],
      ['Закрити', 'Закрити тікет'],
    ] as const) {
      await press(page, button);
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: title })).toBeHidden();
    }
    await page.getByRole('button', { name: 'Редагувати тікет' }).click();
    await expect(page.getByRole('dialog', { name: 'Редагувати тікет' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    for (const [path, title, content] of [
      ['/tickets/new', 'Новий тікет', 'На кого призначити'],
      ['/notifications', 'Сповіщення', 'Новий коментар'],
      ['/profile', 'Мій профіль', admin.email],
      ['/admin/departments', 'Відділи', 'Діагностика, ремонт, OCPP-логи'],
      ['/admin/employees', 'Співробітники', technician.email],
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
  });
}

/** Presses an action of the ticket: in the bar under its title, or on phones in the bar for the thumb and its menu. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('main').getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    await page.getByRole('button', { name: 'Інші дії' }).click();
  }
  await button.click();
}

async function shows(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}
