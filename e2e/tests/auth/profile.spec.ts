import type { Page } from '@playwright/test';

import { department, expect, logIn, test } from '../../fixtures/app';
import { choose, openUserMenu } from '../../fixtures/steps';

test('the language is chosen once and follows the person to another browser', async ({ company, signIn, browse }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  await openUserMenu(page);
  const english = kept(page);
  await choose(page.getByRole('navigation'), 'English');
  await english;
  await expect(page.getByRole('heading', { level: 1, name: 'My queue' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New ticket' }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'My queue' })).toBeVisible();

  // Another browser begins in Ukrainian and speaks the language of the account after login.
  const other = await browse();
  await other.goto('/login');
  await logIn(other, person);
  await expect(other.getByRole('heading', { level: 1, name: 'My queue' })).toBeVisible();
  await other.goto('/profile');
  const russian = kept(other);
  await other.getByRole('main').getByLabel('Language').selectOption('Русский');
  await russian;
  await expect(other.getByRole('heading', { level: 1, name: 'Мой профиль' })).toBeVisible();
  await other.reload();
  await expect(other.getByRole('heading', { level: 1, name: 'Мой профиль' })).toBeVisible();
  await other.getByRole('main').getByLabel('Язык').selectOption('Українська');
  await expect(other.getByRole('heading', { level: 1, name: 'Мій профіль' })).toBeVisible();
});

test('a language that is chosen before login stays after it', async ({ company, browse }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await browse();
  await page.goto('/login');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My queue' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'My queue' })).toBeVisible();
});

test('a person changes his name and password; other devices have to log in again', async ({
  company,
  signIn,
  browse,
  expectRefusal,
  expectSessionEnd,
}) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(person);
  const phone = await signIn(person);
  await page.goto('/profile');
  await page.getByLabel('ПІБ').fill('Бондар Олег Ігорович');
  const account = page.locator('form').filter({ has: page.getByLabel('ПІБ') });
  await account.getByRole('button', { name: 'Зберегти' }).click();
  await expect(page.getByText('Збережено')).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('button', { name: 'Бондар Олег Ігорович' })).toBeVisible();

  expectRefusal(422, /\/me\/password$/, 'the current password is wrong');
  await page.getByLabel('Поточний пароль').fill('не той пароль');
  await page.getByLabel('Новий пароль', { exact: true }).fill('зовсім новий пароль');
  await page.getByLabel('Новий пароль ще раз').fill('зовсім новий пароль');
  const change = page.getByRole('button', { name: 'Змінити пароль' });
  await change.click();
  await expect(page.getByLabel('Поточний пароль')).toHaveAccessibleDescription('Поточний пароль неправильний.');
  expectSessionEnd();
  await page.getByLabel('Поточний пароль').fill(person.password);
  await change.click();
  await expect(page.getByText('Пароль змінено')).toBeVisible();

  await expect(phone.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Мій профіль' })).toBeVisible();
  const fresh = await browse();
  await fresh.goto('/login');
  await logIn(fresh, { ...person, password: 'зовсім новий пароль' });
  await expect(fresh.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
});

test('the theme is chosen once and stays', async ({ company, signIn }) => {
  const page = await signIn(company.admin, { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await openUserMenu(page);
  await choose(page.getByRole('navigation'), 'Темна');
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  expect(await background()).toBe(dark);
  await openUserMenu(page);
  await choose(page.getByRole('navigation'), 'Системна');
  await expect.poll(background).toBe(light);
});

/** The account has taken the change: from now on a reload shows it. */
async function kept(page: Page): Promise<void> {
  const isChange = (method: string, url: string) => method === 'PATCH' && new URL(url).pathname === '/api/v1/me';
  await page.waitForResponse((answer) => isChange(answer.request().method(), answer.url()));
}
