import type { Locator, Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { entry, openTicket, row } from '../../fixtures/steps';

test('a comment that is not sent is there on another device, with a badge in the list', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const desk = await signIn(person);
  await openTicket(desk, 'Станція мовчить');
  await field(desk).fill('Телефонував клієнту,');
  await expect(form(desk)).toContainText('Чернетку збережено');

  const phone = await signIn(person, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await expect(row(phone, 'Станція мовчить')).toContainText('Чернетка');
  await openTicket(phone, 'Станція мовчить');
  await expect(field(phone)).toHaveValue('Телефонував клієнту,');
  await field(phone).fill('Телефонував клієнту, передзвонить.');
  await expect(form(phone)).toContainText('Чернетку збережено');

  // The desk has nothing newer: it goes on with what was written on the phone.
  await desk.reload();
  await expect(field(desk)).toHaveValue('Телефонував клієнту, передзвонить.');
  await form(desk).getByRole('button', { name: 'Надіслати', exact: true }).click();
  await expect(entry(desk, 'Телефонував клієнту, передзвонить.')).toBeVisible();
  await expect(entry(phone, 'Телефонував клієнту, передзвонить.')).toBeVisible();
  await phone.reload();
  await expect(entry(phone, 'Телефонував клієнту, передзвонить.')).toBeVisible();
  await expect(field(phone)).toHaveValue('');
});

test('a comment survives a redirect by somebody else while it is being written', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const accountant = await company.hire('Мороз Ганна', department.finance);
  const id = await company.createTicket(company.admin, { subject: 'Подвійне списання', to: department.technical });
  const page = await signIn(person);
  await openTicket(page, 'Подвійне списання');
  await field(page).pressSequentially('Кошти повернуто');
  await expect(form(page)).toContainText('Чернетку збережено');
  await company.redirect(company.admin, id, accountant, 'Це до фінансистів.');
  const unsent = page.getByRole('region', { name: 'Ви не встигли надіслати' });
  await expect(unsent).toContainText('Кошти повернуто');

  // It comes back with the ticket.
  await company.redirect(accountant, id, person, 'Допишіть, будь ласка.');
  await expect(field(page)).toHaveValue('Кошти повернуто');
});

test('a comment survives when the page dies while the network is away', async ({ company, signIn, expectOutage }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const page = await signIn(person);
  await openTicket(page, 'Станція мовчить');
  expectOutage('the network is switched off');
  await page.context().setOffline(true);
  const failed = page.waitForEvent('requestfailed');
  await field(page).fill('Написано без мережі');
  await failed;
  await page.context().setOffline(false);
  await page.reload();
  await expect(field(page)).toHaveValue('Написано без мережі');
  await expect(form(page)).toContainText('Чернетку збережено');
});

function form(page: Page): Locator {
  return page.getByRole('form', { name: 'Новий коментар' });
}

function field(page: Page): Locator {
  return form(page).getByLabel('Коментар');
}
