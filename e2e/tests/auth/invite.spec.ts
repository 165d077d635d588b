import { department, expect, logIn, test } from '../../fixtures/app';
import { row } from '../../fixtures/steps';

test('an invitation brings a new person in, once', async ({ company, signIn, browse, expectRefusal }) => {
  await company.createTicket(company.admin, { subject: 'Чекає на новачка', to: department.service });
  const office = await signIn(company.admin);
  await office.getByRole('navigation').getByRole('link', { name: 'Співробітники' }).click();
  await office.getByRole('button', { name: 'Новий співробітник' }).click();
  const dialog = office.getByRole('dialog', { name: 'Новий співробітник' });
  await dialog.getByLabel('ПІБ').fill('Лисенко Дмитро');
  await dialog.getByLabel('Email').fill('Dmytro.Lysenko@example.com');
  await dialog.getByLabel('Відділ').selectOption(department.service);
  await dialog.getByLabel('Роль').selectOption('Користувач');
  await dialog.getByRole('button', { name: 'Створити' }).click();
  const invitation = office.getByRole('dialog', { name: 'Запрошення: Лисенко Дмитро' });
  const link = await invitation.getByLabel('Посилання-запрошення').inputValue();
  await invitation.getByRole('button', { name: 'Закрити' }).first().click();
  const person = office.getByRole('main').getByRole('listitem').filter({ hasText: 'Лисенко Дмитро' });
  await expect(person).toContainText('запрошено');

  const newcomer = await browse();
  await newcomer.goto(link);
  await expect(newcomer.getByRole('heading', { level: 1, name: 'Вітаємо в команді' })).toBeVisible();
  const accept = newcomer.getByRole('button', { name: 'Зберегти й увійти' });
  await newcomer.getByLabel('Новий пароль', { exact: true }).fill('коротко');
  await accept.click();
  await expect(newcomer.getByLabel('Новий пароль', { exact: true })).toHaveAccessibleDescription(/Щонайменше 8 символів/);
  await newcomer.getByLabel('Новий пароль', { exact: true }).fill('сім разів відмір');
  await newcomer.getByLabel('Новий пароль ще раз').fill('сім разів відмір');
  await accept.click();
  await expect(row(newcomer, 'Чекає на новачка')).toBeVisible();
  await expect(newcomer).toHaveURL(/\/tickets\?view=queue$/);

  // The link works once.
  const thief = await browse();
  expectRefusal(422, /\/auth\/accept-invite$/, 'the invitation is used');
  await thief.goto(link);
  await thief.getByLabel('Новий пароль', { exact: true }).fill('чужий пароль');
  await thief.getByLabel('Новий пароль ще раз').fill('чужий пароль');
  await thief.getByRole('button', { name: 'Зберегти й увійти' }).click();
  await expect(thief.getByRole('alert')).toContainText('Запрошення недійсне');

  // The password is the one of the newcomer.
  await thief.goto('/login');
  await logIn(thief, { email: 'dmytro.lysenko@EXAMPLE.com', password: 'сім разів відмір' });
  await expect(row(thief, 'Чекає на новачка')).toBeVisible();
  await office.reload();
  await expect(person).toBeVisible();
  await expect(person).not.toContainText('запрошено');
});
