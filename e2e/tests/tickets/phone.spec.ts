import type { Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { entry, fillTicket, row } from '../../fixtures/steps';

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

test('everything can be done with the thumb on a phone', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(technician, PHONE);
  await expect(page.getByText('Черга порожня')).toBeVisible();
  await expectNoSidewaysScroll(page);

  await page.getByRole('main').getByRole('link', { name: 'Новий тікет' }).tap();
  await fillTicket(page, {
    subject: 'Станція не запускає сесію після оплати карткою іноземного банку',
    description: 'Довгийрядокбезпробілів'.repeat(20),
    department: department.technical,
    priority: 'Високий',
    station: 'KHARKIV-VELYKA-PANASIVSKA-0001',
    car: 'Mercedes-Benz EQS 450+ 4MATIC Limousine',
  });
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Створити тікет' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Станція не запускає сесію' })).toBeVisible();
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: 'Взяти в роботу' }).tap();
  await expect(page.getByRole('button', { name: 'На перевірку' })).toBeVisible();
  await page.getByRole('button', { name: 'Коментар' }).tap();
  const field = page.getByRole('textbox', { name: 'Коментар' });
  await expect(field).toBeFocused();
  await field.fill('Перезапустив, сесія пішла.');
  await page.getByRole('button', { name: 'Надіслати', exact: true }).tap();
  await expect(entry(page, 'Перезапустив, сесія пішла.')).toBeVisible();
  await expectNoSidewaysScroll(page);

  // The actions that are not the next step are behind one button.
  await page.getByRole('button', { name: 'Інші дії' }).tap();
  await page.getByRole('button', { name: 'Очікування' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Перевести в очікування' });
  await expectNoSidewaysScroll(page);
  await dialog.getByRole('button', { name: 'Перевести в очікування' }).tap();
  await expect(page.getByRole('button', { name: 'Повернути в роботу' })).toBeVisible();
  await page.getByRole('button', { name: 'Перенаправити' }).tap();
  await expect(page.getByRole('dialog', { name: 'Перенаправити тікет' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Скасувати' }).tap();

  // The fields are folded, and unfold.
  const fields = page.getByRole('complementary', { name: 'Поля тікета' });
  await expect(fields.getByText('Модель авто')).toBeHidden();
  await fields.getByRole('button', { expanded: false }).tap();
  await expect(fields.getByText('Модель авто')).toBeVisible();
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Назад' }).tap();
  await expect(row(page, 'Станція не запускає сесію')).toContainText('Очікування');
  await expectNoSidewaysScroll(page);
});

test('administration fits a phone too', async ({ company, signIn }) => {
  await company.hire('Христофоренко-Вишневецька Олександра Костянтинівна', department.development);
  const page = await signIn(company.admin, PHONE);
  for (const name of ['Відділи', 'Співробітники', 'Налаштування', 'Мій профіль']) {
    await page.getByRole('navigation').getByRole('button', { name: 'Меню користувача' }).tap();
    await page.getByRole('navigation').getByRole('link', { name }).tap();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const hidden = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(hidden, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
}

test('groups, columns and quick texts fit a phone', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(technician, { subject: 'Екран не світиться', to: department.technical, station: 'KHARKIV-VELYKA-PANASIVSKA-0001' });
  const page = await signIn(technician, PHONE);
  await page.getByRole('button', { name: 'Дії зі списком' }).tap();
  await page.getByRole('button', { name: 'Вигляд списку' }).tap();
  await page.getByRole('combobox', { name: 'Групувати за полем' }).selectOption('Статус');
  await page.getByRole('checkbox', { name: 'Номер станції' }).tap();
  await expectNoSidewaysScroll(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Закрити' }).tap();
  const group = page.getByRole('button', { name: 'Новий', exact: false, expanded: true });
  await expect(row(page, 'Екран не світиться')).toContainText('KHARKIV-VELYKA');
  await expectNoSidewaysScroll(page);
  await group.tap();
  await expect(row(page, 'Екран не світиться')).toBeHidden();

  await page.goto('/texts');
  await page.getByRole('main').getByRole('button', { name: 'Додати швидкий текст' }).first().tap();
  await page.getByRole('textbox', { name: /^Назва/ }).fill('подяка');
  await page.getByRole('textbox', { name: 'Текст' }).fill('Дякуємо за звернення!');
  await expectNoSidewaysScroll(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Зберегти' }).tap();
  await expect(page.getByText('подяка')).toBeVisible();
  await expectNoSidewaysScroll(page);
});
