import { expect, test } from '../../fixtures/app';

const heading = { level: 1 } as const;

test('a language whose texts cannot be loaded leaves the one that is shown', async ({ company, browse, expectRefusal }) => {
  expect(company).toBeDefined();
  const page = await browse();
  await page.goto('/login');
  await expect(page.getByRole('heading', { ...heading, name: 'Вхід' })).toBeVisible();

  expectRefusal(404, /^\/locales\/en\.json$/, 'the texts are taken away');
  await page.route('**/locales/en.json', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Немає зв’язку із сервером' })).toBeVisible();
  await expect(page.getByRole('heading', { ...heading, name: 'Вхід' })).toBeVisible();

  await page.unroute('**/locales/en.json');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'Log in' })).toBeVisible();
});

test('texts of another version load the page again, once, and then say that it cannot be loaded', async ({
  company,
  browse,
}) => {
  expect(company).toBeDefined();
  const page = await browse();
  let asked = 0;
  await page.route('**/locales/uk.json', (route) => {
    asked += 1;
    return route.fulfill({ json: { 'login.title': 'Колись' } });
  });
  await page.goto('/login');
  await expect(page.getByText('Не вдалося завантажити сторінку.')).toBeVisible();
  expect(asked).toBe(2);

  await page.unroute('**/locales/uk.json');
  await page.getByRole('button', { name: 'Оновити' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'Вхід' })).toBeVisible();
});
