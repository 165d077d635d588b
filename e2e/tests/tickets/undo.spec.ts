import { expect, test } from '../../fixtures/app';
import { act, entry, expectField } from '../../fixtures/steps';

test('what one has just done is taken back by a button or a key, before the eyes of the others', async ({ together }) => {
  const { first, one: page, two: other } = await together('Станція не в мережі');
  const told = page.getByRole('status');

  await act(page, 'Взяти в роботу');
  await expectField(other, 'Виконавець', first.fullName);
  await told.getByRole('button', { name: 'Скасувати' }).click();
  await expect(told.filter({ hasText: 'дію скасовано' })).toBeVisible();
  for (const one of [page, other]) {
    await expectField(one, 'Статус', 'Новий');
    await expect(entry(one, 'взято в роботу')).toHaveCount(1);
  }

  await act(page, 'Взяти в роботу');
  await expect(told.getByRole('button', { name: 'Скасувати' })).toBeVisible();
  const comment = page.getByRole('textbox', { name: 'Коментар' });
  await comment.pressSequentially('z');
  await expect(comment).toHaveValue('z');
  await expectField(page, 'Статус', 'В роботі');
  await comment.fill('');
  await comment.blur();
  await page.keyboard.press('z');
  await expectField(page, 'Статус', 'Новий');
  await expectField(other, 'Статус', 'Новий');
});

test('what somebody else has changed since is not taken back', async ({ company, together, expectRefusal }) => {
  const { id, first, second, one: page } = await together('Низька потужність');
  await act(page, 'Взяти в роботу');
  await expectField(page, 'Виконавець', first.fullName);
  await expect(page.getByRole('status').getByRole('button', { name: 'Скасувати' })).toBeVisible();
  await company.redirect(second, id, second, 'Це моя станція.');
  await expectField(page, 'Виконавець', second.fullName);
  expectRefusal(409, /\/undo$/, 'somebody else has redirected it');
  await page.getByRole('status').getByRole('button', { name: 'Скасувати' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Тікет уже змінив хтось інший' })).toBeVisible();
  await expectField(page, 'Виконавець', second.fullName);
});
