import type { Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { act, action, entry, expectField, openTicket } from '../../fixtures/steps';

test('two people take the same ticket: the second is told who was faster', async ({
  company,
  signIn,
  expectRefusal,
}) => {
  const fast = await company.hire('Бондар Олег', department.technical);
  const slow = await company.hire('Ткаченко Павло', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція не в мережі', to: department.technical });
  const winner = await signIn(fast);
  const loser = await signIn(slow);
  await openTicket(winner, 'Станція не в мережі');
  await openTicket(loser, 'Станція не в мережі');

  // Both press; the network of the second is slower.
  let arrived = () => {};
  const taken = new Promise<void>((resolve) => (arrived = resolve));
  await loser.route('**/take', async (route) => {
    await taken;
    await route.continue();
  });
  expectRefusal(409, /\/take$/, 'somebody else was faster');
  await act(loser, 'Взяти в роботу');
  await act(winner, 'Взяти в роботу');
  await expectField(winner, 'Виконавець', fast.fullName);
  arrived();

  await expect(loser.getByRole('status').filter({ hasText: `Тікет уже в роботі: ${fast.fullName}` })).toBeVisible();
  await expectField(loser, 'Статус', 'В роботі');
  await expectField(loser, 'Виконавець', fast.fullName);
  await expect(action(loser, 'Взяти в роботу')).toBeDisabled();
  await expect(entry(winner, 'взято в роботу')).toHaveCount(1);
});

test('two people edit the same field: both values are shown and the second decides', async ({
  company,
  signIn,
  expectRefusal,
}) => {
  const first = await company.hire('Бондар Олег', department.technical);
  const second = await company.hire('Ткаченко Павло', department.technical);
  await company.createTicket(company.admin, { subject: 'Низька потужність', to: department.technical });
  const one = await signIn(first);
  const two = await signIn(second);
  await openTicket(one, 'Низька потужність');
  await openTicket(two, 'Низька потужність');
  const mine = await openEditor(one);
  const yours = await openEditor(two);
  await mine.getByLabel('Пріоритет').selectOption('Високий');
  await mine.getByRole('button', { name: 'Зберегти' }).click();
  await expect(mine).toBeHidden();
  await expectField(two, 'Пріоритет', 'Високий');

  // Another field in between is merged without a question; the same field is a question.
  expectRefusal(412, /^\/api\/v1\/tickets\/\d+$/, 'the priority was changed by somebody else');
  await yours.getByLabel('Пріоритет').selectOption('Критичний');
  await yours.getByRole('button', { name: 'Зберегти' }).click();
  const conflict = yours.getByRole('alert');
  await expect(conflict).toContainText('Поле «Пріоритет» тим часом змінено: Бондар Олег');
  await expect(conflict).toContainText(/Значення зараз\s*Високий/);
  await expect(conflict).toContainText(/Ваше значення\s*Критичний/);
  await expectField(one, 'Пріоритет', 'Високий');
  await yours.getByRole('button', { name: 'Зберегти моє' }).click();
  await expect(yours).toBeHidden();
  await expectField(one, 'Пріоритет', 'Критичний');
  await expect(entry(one, 'пріоритет: «Високий» → «Критичний»')).toContainText(second.fullName);
});

test('two people edit different fields: both changes stay', async ({ company, signIn }) => {
  const first = await company.hire('Бондар Олег', department.technical);
  const second = await company.hire('Ткаченко Павло', department.technical);
  await company.createTicket(company.admin, { subject: 'Гальмує застосунок', to: department.technical });
  const one = await signIn(first);
  const two = await signIn(second);
  await openTicket(one, 'Гальмує застосунок');
  await openTicket(two, 'Гальмує застосунок');
  const mine = await openEditor(one);
  const yours = await openEditor(two);
  await mine.getByLabel('Тема').fill('Гальмує застосунок на Android');
  await yours.getByLabel('Модель авто').fill('Kia EV6');
  await mine.getByRole('button', { name: 'Зберегти' }).click();
  await expect(two.getByRole('heading', { level: 1, name: 'Гальмує застосунок на Android' })).toBeAttached();
  await yours.getByRole('button', { name: 'Зберегти' }).click();
  await expect(yours).toBeHidden();
  for (const page of [one, two]) {
    await expect(page.getByRole('heading', { level: 1, name: 'Гальмує застосунок на Android' })).toBeVisible();
    await expectField(page, 'Модель авто', 'Kia EV6');
  }
});

async function openEditor(page: Page) {
  await page.getByRole('button', { name: 'Редагувати тікет' }).click();
  return page.getByRole('dialog', { name: 'Редагувати тікет' });
}
