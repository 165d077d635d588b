import type { Page } from '@playwright/test';

import { expect, test } from '../../fixtures/app';
import { act, action, entry, expectField } from '../../fixtures/steps';

test('two people take the same ticket: the second is told who was faster', async ({ together, expectRefusal }) => {
  const { first: fast, one: winner, two: loser } = await together('Станція не в мережі');

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
  // What is shown may be foreseen; this is the answer of the server.
  await expect(winner.getByRole('status').filter({ hasText: 'зміни збережено' })).toBeVisible();
  arrived();

  await expect(loser.getByRole('status').filter({ hasText: `Тікет уже в роботі: ${fast.fullName}` })).toBeVisible();
  await expectField(loser, 'Статус', 'В роботі');
  await expectField(loser, 'Виконавець', fast.fullName);
  await expect(action(loser, 'Взяти в роботу')).toBeDisabled();
  await expect(entry(winner, 'взято в роботу')).toHaveCount(1);
});

test('two people edit the same field: both values are shown and the second decides', async ({ together, expectRefusal }) => {
  const { one, two, second } = await together('Низька потужність');
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

test('two people edit different fields: both changes stay', async ({ together }) => {
  const { one, two } = await together('Гальмує застосунок');
  const mine = await openEditor(one);
  const yours = await openEditor(two);
  await mine.getByRole('textbox', { name: 'Тема' }).fill('Гальмує застосунок на Android');
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
