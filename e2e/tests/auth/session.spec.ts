import { department, expect, logIn, test } from '../../fixtures/app';
import { createTicket, entry, fillTicket, openUserMenu, writeComment } from '../../fixtures/steps';

test('a reload of a ticket stays on the ticket', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  const id = await createTicket(page, {
    subject: 'Лишаюся тут',
    description: 'Сторінку оновлено.',
    department: department.technical,
  });
  for (const path of [`/tickets/${id}`, `/tickets/${id}?view=queue&status=new`]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Лишаюся тут' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Лишаюся тут' })).toBeVisible();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path);
  }
  // The same in another tab of this browser.
  const tab = await page.context().newPage();
  await tab.goto(`/tickets/${id}`);
  await expect(tab.getByRole('heading', { level: 1, name: 'Лишаюся тут' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Лишаюся тут' })).toBeVisible();
});

test('a session that ends in the middle of a comment loses not one letter', async ({
  company,
  signIn,
  expectSessionEnd,
}) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(person, { subject: 'Довга відповідь', to: department.technical });
  const page = await signIn(person);
  await page.goto(`/tickets/${id}`);
  const field = page.getByRole('textbox', { name: 'Коментар' });
  await field.fill('Перевірив журнал OCPP: станція');

  // On another device the person changes his password, which ends this session while he types.
  expectSessionEnd();
  await company.changePassword(person, 'зовсім новий пароль');
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await logIn(page, person);

  await expect(page.getByRole('heading', { level: 1, name: 'Довга відповідь' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/tickets/${id}$`));
  await expect(field).toHaveValue('Перевірив журнал OCPP: станція');
  await field.fill('Перевірив журнал OCPP: станція перезавантажилась сама.');
  await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
  await expect(entry(page, 'Перевірив журнал OCPP: станція перезавантажилась сама.')).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('');
});

test('a new ticket that is half typed survives the end of the session and a reload', async ({
  company,
  signIn,
  expectSessionEnd,
}) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  await page.goto('/tickets/new');
  await fillTicket(page, {
    subject: 'Недописаний тікет',
    description: 'Клієнт ще на лінії',
    department: department.finance,
    priority: 'Критичний',
    station: 'DNIPRO-009',
  });
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Тема' })).toHaveValue('Недописаний тікет');

  expectSessionEnd();
  await company.changePassword(person, 'зовсім новий пароль');
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await logIn(page, person);
  await expect(page.getByRole('textbox', { name: 'Тема' })).toHaveValue('Недописаний тікет');
  await expect(page.getByLabel('Опис')).toHaveValue('Клієнт ще на лінії');
  await expect(page.getByLabel('Номер станції')).toHaveValue('DNIPRO-009');
  await page.getByRole('button', { name: 'Створити тікет' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Недописаний тікет' })).toBeVisible();
  await writeComment(page, 'Клієнт погодився чекати.');
  await page.goto('/tickets/new');
  await expect(page.getByRole('textbox', { name: 'Тема' })).toHaveValue('');
});

test('leaving in one tab ends the other tab of the same browser', async ({ company, signIn, expectSessionEnd }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  const tab = await page.context().newPage();
  await tab.goto('/tickets?view=mine');
  await expect(tab.getByText('Вам нічого не призначено')).toBeVisible();
  expectSessionEnd();
  await openUserMenu(page);
  await page.getByRole('button', { name: 'Вийти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await expect(tab.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
});
