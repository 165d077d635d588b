import { department, expect, logIn, test } from '../../fixtures/app';
import { expectField, openList, row } from '../../fixtures/steps';

test('an administrator moves a person, who keeps his tickets and sees the new queue', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Його тікет', to: person });
  await company.createTicket(company.admin, { subject: 'Чужа черга', to: department.technical });
  await company.createTicket(company.admin, { subject: 'Нова черга', to: department.finance });
  const office = await signIn(company.admin);
  const page = await signIn(person);
  await expect(row(page, 'Чужа черга')).toBeVisible();

  await office.getByRole('navigation').getByRole('link', { name: 'Співробітники' }).click();
  await office.getByRole('button', { name: 'Змінити: Бондар Олег' }).click();
  const editor = office.getByRole('dialog', { name: 'Змінити дані співробітника' });
  await editor.getByLabel('ПІБ').fill('Бондар Олег Ігорович');
  await editor.getByLabel('Відділ').selectOption(department.finance);
  await editor.getByLabel('Роль').selectOption('Адміністратор');
  await editor.getByRole('button', { name: 'Зберегти' }).click();
  const card = office.getByRole('main').getByRole('listitem').filter({ hasText: 'Бондар Олег Ігорович' });
  await expect(card).toContainText(department.finance);
  await expect(card).toContainText('Адміністратор');

  // Without a reload he sees the other queue and what administrators see.
  await expect(row(page, 'Нова черга')).toBeVisible();
  await expect(row(page, 'Чужа черга')).toBeHidden();
  const administration = page.getByRole('navigation').getByRole('link', { name: 'Співробітники' });
  await expect(administration).toBeVisible();
  await card.getByRole('button', { name: 'Змінити: Бондар Олег Ігорович' }).click();
  await editor.getByLabel('Роль').selectOption('Користувач');
  await editor.getByRole('button', { name: 'Зберегти' }).click();
  await expect(editor).toBeHidden();
  await expect(card).not.toContainText('Адміністратор');

  await expect(administration).toBeHidden();
  await openList(page, 'Призначені мені');
  await expect(row(page, 'Його тікет')).toBeVisible();
});

test('a person who leaves hands his tickets over, is out at once, and can come back', async ({
  company,
  signIn,
  browse,
  expectRefusal,
  expectSessionEnd,
}) => {
  const leaver = await company.hire('Ткаченко Павло', department.technical);
  const heir = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Недороблене', to: leaver });
  await company.take(leaver, id);
  const office = await signIn(company.admin);
  const gone = await signIn(leaver);
  const bench = await signIn(heir);
  await bench.goto(`/tickets/${id}`);
  await expectField(bench, 'Виконавець', leaver.fullName);

  await office.getByRole('navigation').getByRole('link', { name: 'Співробітники' }).click();
  await office.getByRole('button', { name: `Деактивувати: ${leaver.fullName}` }).click();
  const dialog = office.getByRole('dialog', { name: `Деактивувати: ${leaver.fullName}` });
  await dialog.getByLabel('Кому передати відкриті тікети').selectOption(heir.fullName);
  expectSessionEnd();
  await dialog.getByRole('button', { name: 'Деактивувати' }).click();
  await expect(office.getByText('Співробітника деактивовано')).toBeVisible();
  const list = office.getByRole('main').getByRole('listitem');
  await expect(list.filter({ hasText: leaver.fullName })).toBeHidden();

  await expect(gone.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await expectField(bench, 'Виконавець', heir.fullName);
  const stranger = await browse();
  await stranger.goto('/login');
  expectRefusal(401, /\/auth\/login$/, 'deactivated people cannot log in');
  await logIn(stranger, leaver);
  await expect(stranger.getByRole('alert')).toContainText('Неправильний email або пароль.');

  await office.getByLabel('Стан').selectOption('Деактивовані');
  await expect(list).toHaveCount(1);
  await office.getByRole('button', { name: `Активувати: ${leaver.fullName}` }).click();
  await expect(office.getByText('Співробітника активовано')).toBeVisible();
  await logIn(stranger, leaver);
  await expect(stranger.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
});

test('people can be found, invited again, and the last administrator stays', async ({
  company,
  signIn,
  expectRefusal,
}) => {
  const person = await company.hire('Савченко Ірина', department.dispatch);
  await company.hire('Кравчук Наталія', department.corporate);
  const office = await signIn(company.admin);
  await office.goto('/admin/employees');
  const list = office.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(3);
  await office.getByRole('searchbox', { name: 'Пошук за ПІБ або email' }).fill('САВЧ');
  await expect(list).toHaveText([/Савченко Ірина/]);
  await office.reload();
  await expect(list).toHaveText([/Савченко Ірина/]);
  await office.getByRole('button', { name: `Нове запрошення: ${person.fullName}` }).click();
  const invitation = office.getByRole('dialog', { name: `Запрошення: ${person.fullName}` });
  await expect(invitation.getByLabel('Посилання-запрошення')).toHaveValue(/\/invite\/.{16,}/);
  await invitation.getByRole('button', { name: 'Закрити' }).first().click();
  await office.getByRole('searchbox', { name: 'Пошук за ПІБ або email' }).fill('');
  await office.getByRole('search').getByLabel('Відділ').selectOption(department.corporate);
  await expect(list).toHaveText([/Кравчук Наталія/]);
  await office.getByRole('search').getByLabel('Відділ').selectOption('Усі відділи');

  await office.getByRole('button', { name: 'Новий співробітник' }).click();
  const creator = office.getByRole('dialog', { name: 'Новий співробітник' });
  await creator.getByLabel('ПІБ').fill('Двійник');
  await creator.getByLabel('Email').fill(person.email.toUpperCase());
  await creator.getByLabel('Відділ').selectOption(department.dispatch);
  expectRefusal(409, /^\/api\/v1\/employees$/, 'the address belongs to somebody');
  await creator.getByRole('button', { name: 'Створити' }).click();
  await expect(creator.getByLabel('Email')).toHaveAccessibleDescription('Співробітник із таким email уже є.');
  await creator.getByRole('button', { name: 'Скасувати' }).click();

  await office.getByRole('button', { name: `Деактивувати: ${company.admin.fullName}` }).click();
  const dialog = office.getByRole('dialog', { name: `Деактивувати: ${company.admin.fullName}` });
  expectRefusal(409, /\/deactivate$/, 'somebody has to administer');
  await dialog.getByRole('button', { name: 'Деактивувати' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Це останній активний адміністратор.');
});
