import type { Locator, Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';
import { action, entry, expectField, openTicket, row } from '../../fixtures/steps';

test('a ticket is found, taken, redirected and answered without a mouse', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  for (const subject of ['Третій', 'Другий', 'Перший']) {
    await company.createTicket(company.admin, { subject: `${subject} у черзі`, to: department.technical });
  }
  const page = await signIn(person);
  await expect(row(page, 'Третій у черзі')).toBeVisible();
  await page.keyboard.press('j');
  await expect(row(page, 'Перший у черзі')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(row(page, 'Другий у черзі')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: /#2/ })).toBeChecked();
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: /#2/ })).not.toBeChecked();
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Другий у черзі' })).toBeVisible();

  await page.keyboard.press('t');
  await expectField(page, 'Виконавець', person.fullName);
  await expect(page.getByRole('status').filter({ hasText: 'зміни збережено' })).toBeVisible();
  await page.keyboard.press('z');
  await expectField(page, 'Статус', 'Новий');
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog', { name: 'Перенаправити тікет' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Редагувати тікет' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Letters are letters while one types.
  await page.keyboard.press('r');
  const comment = page.getByRole('form', { name: 'Новий коментар' }).getByLabel('Коментар');
  await expect(comment).toBeFocused();
  await page.keyboard.type('tmz? Готово');
  await page.keyboard.press('Control+Enter');
  await expect(entry(page, 'tmz? Готово')).toBeVisible();
  await expectField(page, 'Статус', 'Новий');
  await comment.blur();
  await page.keyboard.press('u');
  await expect(page.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Створені мною' })).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Новий тікет' })).toBeVisible();
});

test('a key says why something cannot be done', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const other = await company.hire('Ткаченко Павло', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Екран не світиться', to: department.technical });
  await company.take(other, id);
  const page = await signIn(person);
  await openTicket(page, 'Екран не світиться');
  await page.keyboard.press('t');
  const told = page.getByRole('status').filter({ hasText: `Тікет уже в роботі: ${other.fullName}` });
  await expect(told).toBeVisible();
});

test('keys are shown, and can be switched off for good', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Екран не світиться', to: department.technical });
  const page = await signIn(person);
  await page.keyboard.press('?');
  const keys = page.getByRole('listitem').filter({ hasText: 'Взяти в роботу' });
  await expect(keys).toContainText('T');
  await page.getByRole('checkbox', { name: 'Швидкі клавіші' }).uncheck();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Швидкі клавіші' })).not.toBeChecked();
  await page.getByRole('navigation').getByRole('link', { name: 'Моя черга' }).click();
  await openTicket(page, 'Екран не світиться');
  await expect(action(page, 'Взяти в роботу')).not.toContainText('T');
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the palette does, opens and finds everything, and says why not', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const other = await company.hire('Ткаченко Павло', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Екран не світиться', to: department.technical });
  await company.take(other, id);
  const page = await signIn(person);
  await openTicket(page, 'Екран не світиться');
  const palette = await ask(page);
  const taken = palette.getByRole('option', { name: 'Взяти в роботу' });
  await expect(taken).toBeDisabled();
  await expect(taken).toContainText(`Тікет уже в роботі: ${other.fullName}`);
  await palette.getByRole('combobox').pressSequentially('взяти');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: `Тікет уже в роботі: ${other.fullName}` })).toBeVisible();

  await (await ask(page)).getByRole('combobox').pressSequentially('мій проф');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Мій профіль' })).toBeVisible();

  // In the wrong keyboard layout, over the whole desk.
  await (await ask(page)).getByRole('combobox').pressSequentially('trhfy');
  await page.getByRole('option', { name: `#${id} Екран не світиться` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Екран не світиться' })).toBeVisible();
  await (await ask(page)).getByRole('combobox').pressSequentially('щось неможливе');
  await expect(page.getByRole('dialog').getByText('Нічого не знайдено')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await (await ask(page)).getByRole('combobox').pressSequentially('ткаченко');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`assignee_id=${other.id}`));
  await expect(row(page, 'Екран не світиться')).toBeVisible();
  await (await ask(page)).getByRole('combobox').fill(`${id}`);
  await page.getByRole('option', { name: `#${id} Відкрити за номером` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Екран не світиться' })).toBeVisible();
});

test('status, priority and person are chosen from a short list', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.hire('Ткаченко Павло', department.technical);
  await company.createTicket(company.admin, { subject: 'Екран не світиться', to: department.technical });
  const page = await signIn(person);
  await openTicket(page, 'Екран не світиться');
  await page.keyboard.press('p');
  const priorities = page.getByRole('dialog', { name: 'Змінити пріоритет' });
  await expect(priorities.getByRole('option')).toHaveText(['Критичний', 'Високий', 'Низький']);
  await page.keyboard.type('крит');
  await page.keyboard.press('Enter');
  await expectField(page, 'Пріоритет', 'Критичний');
  await page.keyboard.press('t');
  await expectField(page, 'Статус', 'В роботі');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Змінити статус' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expectField(page, 'Статус', 'Перевіряється');
  await page.keyboard.press('a');
  await page.keyboard.type('павло');
  await page.keyboard.press('Enter');
  const redirect = page.getByRole('dialog', { name: 'Перенаправити тікет' });
  await expect(redirect.getByRole('combobox', { name: 'Людина' }).locator('option:checked')).toHaveText('Ткаченко Павло');
  await redirect.getByLabel('Коментар').fill('Ближче до станції');
  await redirect.getByRole('button', { name: 'Перенаправити' }).click();
  await expectField(page, 'Виконавець', 'Ткаченко Павло');
});

async function ask(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Що зробити або знайти?' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  return palette;
}

test('a key is exchanged for another, stays so, and becomes the usual one again', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(person, { subject: 'Інша клавіша', to: department.technical });
  const page = await signIn(person);
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Взяти в роботу: клавіша T, замінити' }).click();
  await page.keyboard.press('KeyM');
  // What had it has the letter before now.
  await expect(page.getByRole('button', { name: 'Взяти в роботу: клавіша M, замінити' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Перенаправити: клавіша T, замінити' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Взяти в роботу: клавіша M, замінити' })).toBeVisible();

  await page.goto('/tickets?view=queue');
  await openTicket(page, 'Інша клавіша');
  await page.keyboard.press('KeyM');
  await expectField(page, 'Статус', 'В роботі');
  await page.keyboard.press('KeyT');
  await expect(page.getByRole('dialog', { name: 'Перенаправити тікет' })).toBeVisible();

  await page.goto('/profile');
  await page.getByRole('button', { name: 'Повернути звичні клавіші' }).click();
  await expect(page.getByRole('button', { name: 'Взяти в роботу: клавіша T, замінити' })).toBeVisible();
});
