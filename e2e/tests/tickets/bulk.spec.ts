import type { Page } from '@playwright/test';

import { department, expect, test } from '../../fixtures/app';

/** Opens the menu of the list and begins to choose, with the keyboard alone. */
async function beginToChoose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Дії зі списком' }).press('Enter');
  await page.getByRole('button', { name: 'Вибрати тікети' }).press('Enter');
  await expect(page.getByRole('group', { name: 'Дії з вибраними тікетами' })).toBeVisible();
}

test('chosen tickets are changed together and the change is undone, by keyboard', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  for (const subject of ['Екран блимає', 'Кабель гріється', 'Питання про тариф']) {
    await company.createTicket(technician, { subject, to: department.technical });
  }
  const page = await signIn(technician);
  await beginToChoose(page);
  await page.getByRole('button', { name: 'Змінити поля' }).press('Enter');
  await expect(page.getByText('Спершу виберіть тікети')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Вибрати тікет #1' }).press('Space');
  await page.getByRole('checkbox', { name: 'Вибрати тікет #3' }).press('Space');
  await expect(page.getByText('Вибрано 2 тікети')).toBeVisible();
  await page.getByRole('button', { name: 'Змінити поля' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Змінити поля' });
  await dialog.getByRole('button', { name: 'Перевірити' }).press('Enter');
  await expect(dialog.getByText('Заповніть це поле.')).toBeVisible();
  await dialog.getByLabel('Пріоритет').selectOption('Критичний');
  await dialog.getByRole('button', { name: 'Перевірити' }).press('Enter');
  await expect(dialog.getByText('Вибрано 2 тікети, дію можна виконати для 2.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Виконати для 2 тікетів' }).press('Enter');
  await expect(page.getByText('Готово: змінено 2 тікети')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').getByText('Критичний')).toHaveCount(2);

  await page.getByRole('button', { name: 'Скасувати зміни' }).press('Enter');
  await expect(page.getByText('Скасовано зміни в 2 тікетах')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').getByText('Критичний')).toHaveCount(0);
  await page.getByRole('link', { name: 'Екран блимає' }).click();
  await expect(page.getByText('зміни скасовано: пріоритет')).toBeVisible();
});

test('a whole list is redirected; what cannot be is said before and after', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const accountant = await company.hire('Ткачук Тарас', department.finance);
  const colleague = await company.hire('Гончар Ганна', department.technical);
  for (const subject of ['Екран блимає', 'Кабель гріється', 'Питання про тариф']) {
    await company.createTicket(technician, { subject, to: department.technical });
  }
  await company.take(colleague, 2);
  const page = await signIn(technician);
  const other = await signIn(accountant);
  await expect(other.getByText('Черга порожня')).toBeVisible();
  await beginToChoose(page);
  await page.getByRole('button', { name: 'Усі в списку' }).click();
  await expect(page.getByText('Вибрано весь список')).toBeVisible();
  await page.getByRole('button', { name: 'Взяти в роботу' }).click();
  const take = page.getByRole('dialog', { name: 'Взяти в роботу' });
  await expect(take.getByText('Вибрано 3 тікети, дію можна виконати для 2.')).toBeVisible();
  await expect(take.getByRole('listitem')).toHaveText([/— 1$/]);
  await take.getByRole('button', { name: 'Виконати для 2 тікетів' }).click();
  await expect(page.getByText('Готово: змінено 2 тікети · відмовлено для 1')).toBeVisible();
  await page.getByRole('button', { name: 'Чому відмовлено' }).click();
  const details = page.getByRole('dialog', { name: 'Тікети, для яких дію не виконано' });
  await expect(details.getByRole('listitem')).toHaveText([/^#2 /]);
  await details.getByRole('button', { name: 'Закрити' }).click();

  await beginToChoose(page);
  await page.getByRole('button', { name: 'Усі в списку' }).click();
  await page.getByRole('group', { name: 'Дії з вибраними тікетами' }).getByRole('button', { name: 'Перенаправити' }).click();
  const redirect = page.getByRole('dialog', { name: 'Перенаправити тікет' });
  await redirect.getByRole('combobox', { name: 'Відділ' }).selectOption(department.finance);
  await redirect.getByLabel('Коментар').fill('Усе це про рахунки.');
  await redirect.getByRole('button', { name: 'Перевірити' }).click();
  await redirect.getByRole('button', { name: 'Виконати для 3 тікетів' }).click();
  await expect(page.getByText('Готово: змінено 3 тікети')).toBeVisible();
  await expect(other.getByRole('main').getByRole('listitem').getByRole('link')).toHaveCount(3);
});
