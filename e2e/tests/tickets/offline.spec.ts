import type { Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { expectAccessible } from '../../fixtures/axe';
import { act, entry, expectField, openTicket, openUserMenu, row } from '../../fixtures/steps';

test('without a server the desk opens with what was seen last, and what is done is sent later', async ({
  company,
  desk,
  signIn,
  expectOutage,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const colleague = await company.hire('Ткаченко Павло', department.technical);
  const subject = 'Станція на трасі без зв’язку';
  const id = await company.createTicket(colleague, { subject, to: department.technical });
  const page = await signIn(technician, { serviceWorkers: 'allow' });
  await underWorker(page);
  await openTicket(page, subject);

  expectOutage('the server is taken away');
  await desk.crash();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect(row(page, subject)).toBeVisible();
  await expect(page.getByText('З’єднання втрачено')).toBeVisible();

  await act(page, 'Взяти в роботу');
  await expectField(page, 'Статус', 'В роботі');
  const field = page.getByRole('textbox', { name: 'Коментар' });
  await field.fill('Замінив запобіжник, зв’язку тут немає.');
  await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
  await expect(field).toHaveValue('');
  const waiting = page.getByText('Ще не на сервері: 2 зміни');
  await expect(waiting).toBeVisible();

  // The tab is killed; what waits does not.
  await page.reload();
  await waiting.click();
  await expectAccessible(page);
  await expect(page.getByRole('listitem').filter({ hasText: 'Замінив запобіжник' })).toContainText(`#${id}`);

  await desk.restart();
  await expect(page.getByText('Ще не на сервері')).toBeHidden();
  await expect(page.getByText('З’єднання втрачено')).toBeHidden();
  await expectField(page, 'Виконавець', technician.fullName);
  await expect(entry(page, 'Замінив запобіжник')).toHaveCount(1);

  const other = await signIn(colleague);
  await openTicket(other, subject);
  await expectField(other, 'Статус', 'В роботі');
  await expect(entry(other, 'Замінив запобіжник')).toHaveCount(1);
});

test('what the server refuses after a break is shown with the reason and not dropped', async ({
  together,
  expectOutage,
  expectRefusal,
}) => {
  const { second, one, two } = await together('Хто швидший');
  expectOutage('the network is switched off');
  await one.context().setOffline(true);
  await act(one, 'Взяти в роботу');
  await expect(one.getByText('Ще не на сервері: 1 зміна')).toBeVisible();
  await act(two, 'Взяти в роботу');
  await expect(two.getByRole('status').filter({ hasText: 'зміни збережено' })).toBeVisible();

  expectRefusal(409, /\/take$/, 'somebody else was faster');
  await one.context().setOffline(false);
  const refused = one.getByRole('listitem').filter({ hasText: 'Тікет уже взяли в роботу.' });
  await expect(refused).toBeVisible();
  await expectField(one, 'Виконавець', second.fullName);
  await one.reload();
  await refused.getByRole('button', { name: 'Не надсилати' }).click();
  await expect(refused).toBeHidden();
  await expect(one.getByText('Ще не на сервері')).toBeHidden();
});

test('a new ticket that is created without a network is there once', async ({ company, signIn, expectOutage }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  await page.goto('/tickets/new');
  await page.getByRole('textbox', { name: 'Тема' }).fill('Записано в підвалі');
  await page.getByLabel('Опис').fill('Без мережі.');
  const main = page.getByRole('main');
  await main.getByRole('combobox', { name: 'Відділ' }).selectOption(department.finance);
  expectOutage('the network is switched off');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Створити тікет' }).click();
  await expect(page.getByText('Ще не на сервері: 1 зміна')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('Ще не на сервері')).toBeHidden();
  await expect(row(page, 'Записано в підвалі')).toHaveCount(1);
});

test('whoever leaves takes along what the browser kept for him', async ({ company, signIn, allowLeaving }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(person, { subject: 'Таємниця відділу', to: department.technical });
  const page = await signIn(person, { serviceWorkers: 'allow' });
  await underWorker(page);
  const kept = () => page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith('answers-')));
  await expect.poll(kept).toBe(true);
  allowLeaving();
  await openUserMenu(page);
  await page.getByRole('button', { name: 'Вийти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await expect.poll(kept).toBe(false);
});

/** Loads the page again as its service worker gives it. */
async function underWorker(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}
