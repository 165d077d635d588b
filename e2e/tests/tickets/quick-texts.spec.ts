import { department, expect, test } from '../../fixtures/app';
import { entry, openTicket, openUserMenu } from '../../fixtures/steps';

test('a text that is written often is put into a comment by ";", and everybody has the shared ones', async ({
  company,
  signIn,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція зависла', to: department.technical });
  const admin = await signIn(company.admin);
  const page = await signIn(technician);
  await openTicket(page, 'Станція зависла');
  const field = page.getByRole('textbox', { name: 'Коментар' });
  const list = page.getByRole('listbox', { name: 'Що вставити' });

  // Nobody has written one yet: the list leads to where they are written.
  await field.pressSequentially(';');
  await expect(list.getByRole('option')).toContainText('Швидких текстів ще немає');
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Швидкі тексти' })).toBeVisible();
  await page.getByRole('button', { name: 'Додати швидкий текст' }).click();
  const dialog = page.getByRole('dialog', { name: 'Швидкий текст' });
  await dialog.getByLabel('Назва').fill('їду');
  await dialog.getByLabel('Текст', { exact: true }).fill('Виїхав, буду за **20 хвилин**.');
  await expect(dialog.getByLabel('Доступний усім')).toBeHidden();
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: ';їду' })).toBeVisible();

  await openUserMenu(admin);
  await admin.getByRole('link', { name: 'Швидкі тексти' }).click();
  await admin.getByRole('button', { name: 'Додати швидкий текст' }).click();
  const shared = admin.getByRole('dialog', { name: 'Швидкий текст' });
  await shared.getByRole('button', { name: 'Зберегти' }).click();
  await expect(shared.getByText('Заповніть це поле.')).toHaveCount(2);
  await shared.getByLabel('Назва').fill('перезавантаження станції');
  await shared.getByLabel('Текст', { exact: true }).fill('Вимкніть станцію автоматом на 30 секунд.');
  await shared.getByLabel('Доступний усім').check();
  await shared.getByRole('button', { name: 'Зберегти' }).click();
  await expect(admin.getByRole('listitem').filter({ hasText: ';перезавантаження' })).toContainText('спільний');

  // What others share comes with the next visit. A semicolon in a sentence is a semicolon.
  await page.goto('/tickets?view=queue');
  await openTicket(page, 'Станція зависла');
  await field.fill('');
  await field.pressSequentially('Телефонував клієнтці; чекає. ;');
  await expect(list.getByRole('option')).toHaveCount(2);
  await field.pressSequentially('ста');
  await expect(list.getByRole('option')).toHaveText([/перезавантаження станції/]);
  await field.press('Tab');
  await expect(field).toHaveValue('Телефонував клієнтці; чекає. Вимкніть станцію автоматом на 30 секунд.');

  // What it will look like is what the others will see.
  await field.fill('');
  await field.pressSequentially(';їд');
  await field.press('Enter');
  const form = page.getByRole('form', { name: 'Новий коментар' });
  await form.getByRole('button', { name: 'Перегляд' }).click();
  await expect(form.locator('strong')).toHaveText('20 хвилин');
  await expect(field).toBeHidden();
  await form.getByRole('button', { name: 'Повернутися до тексту' }).click();
  await expect(field).toHaveValue('Виїхав, буду за **20 хвилин**.');
  await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
  await expect(entry(page, 'Виїхав').locator('strong')).toHaveText('20 хвилин');
});

test('a quick text is changed and deleted', async ({ company, signIn }) => {
  const page = await signIn(await company.hire('Бондар Олег', department.technical));
  await page.goto('/texts');
  await expect(page.getByText('Швидких текстів ще немає')).toBeVisible();
  await page.getByRole('button', { name: 'Додати швидкий текст' }).click();
  const dialog = page.getByRole('dialog', { name: 'Швидкий текст' });
  await dialog.getByLabel('Назва').fill('привіт');
  await dialog.getByLabel('Текст', { exact: true }).fill('Добрий день!');
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await page.getByRole('button', { name: 'Змінити «привіт»' }).click();
  await dialog.getByLabel('Текст', { exact: true }).fill('Доброго ранку!');
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Доброго ранку!' })).toBeVisible();
  await page.getByRole('button', { name: 'Змінити «привіт»' }).click();
  await dialog.getByRole('button', { name: 'Видалити текст' }).click();
  await expect(page.getByText('Швидких текстів ще немає')).toBeVisible();
});
