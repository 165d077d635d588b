import type { Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { act, action, expectField, fillRedirect } from '../../fixtures/steps';

test('what one does is shown at once and stays when the server agrees', async ({ together }) => {
  const { first, one, two } = await together('Станція не в мережі');
  const release = await hold(one, '**/take');
  await act(one, 'Взяти в роботу');
  await expectField(one, 'Виконавець', first.fullName);
  await expectField(one, 'Статус', 'В роботі');
  await expectField(two, 'Статус', 'Новий');
  release();
  await expectField(two, 'Статус', 'В роботі');
  await expect(one.getByRole('status').filter({ hasText: 'зміни збережено' })).toBeVisible();
  await expectField(one, 'Статус', 'В роботі');
});

test('what the server refuses is taken back with the reason', async ({ together, expectRefusal }) => {
  const { second, one, two } = await together('Низька потужність');
  const release = await hold(one, '**/take');
  expectRefusal(409, /\/take$/, 'somebody else was faster');
  await act(one, 'Взяти в роботу');
  await expectField(one, 'Статус', 'В роботі');
  await act(two, 'Взяти в роботу');
  // What is shown may be foreseen; this is the answer of the server.
  await expect(two.getByRole('status').filter({ hasText: 'зміни збережено' })).toBeVisible();
  release();
  await expect(one.getByRole('status').filter({ hasText: `Тікет уже в роботі: ${second.fullName}` })).toBeVisible();
  await expectField(one, 'Виконавець', second.fullName);
  await expect(action(one, 'Взяти в роботу')).toBeDisabled();
});

test('a command that does not reach the server is kept and sent again', async ({ together, expectOutage }) => {
  const { id, one, two } = await together('Екран не світиться');
  expectOutage('the first request is lost on its way');
  const dialog = await fillRedirect(one, { department: department.finance }, 'Це до фінансистів.');
  await one.route('**/redirect', (route) => route.abort(), { times: 1 });
  await dialog.getByRole('button', { name: 'Перенаправити' }).click();
  await expect(dialog).toBeHidden();
  await expectField(one, 'Відділ', department.finance);
  await expect(one.getByText('Ще не на сервері: 1 зміна')).toBeVisible();
  for (const page of [one, two]) {
    await expect(page.getByText(`Тікет #${id} вам більше не видно`)).toBeVisible();
  }
  await expect(one.getByText('Ще не на сервері')).toBeHidden();
});

test('what was asked for is done although its page was left meanwhile', async ({ together }) => {
  const { one, two } = await together('Дві дії поспіль');
  const release = await hold(one, '**/take');
  await act(one, 'Взяти в роботу');
  await expectField(one, 'Статус', 'В роботі');
  await act(one, 'На перевірку');
  await one.getByRole('navigation').getByRole('link', { name: 'Моя черга' }).click();
  await expect(one.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  release();
  await expectField(two, 'Статус', 'Перевіряється');
  await expect(one.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
});

/** Keeps requests back until the function that it returns is called. */
async function hold(page: Page, url: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
