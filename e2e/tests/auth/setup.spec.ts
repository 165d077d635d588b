import { department, expect, test } from '../../fixtures/app';

test('a fresh desk opens its set-up, and is a desk afterwards', async ({ desk, browse, expectRefusal }) => {
  const page = await browse();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Перше налаштування' })).toBeVisible();
  await expect(page).toHaveURL(/\/setup$/);
  for (const name of Object.values(department)) {
    await expect(page.getByRole('checkbox', { name })).toBeChecked();
  }
  await page.getByRole('checkbox', { name: department.development }).uncheck();
  await page.getByLabel('Інші відділи').fill('Логістика\nМаркетинг');
  await page.getByLabel('ПІБ').fill('Мельник Андрій');
  await page.getByLabel('Email').fill('Admin@Example.com');
  await page.getByRole('combobox', { name: 'Відділ' }).selectOption(department.administration);
  await page.getByLabel('Новий пароль', { exact: true }).fill('кінь батарея скоба');
  await page.getByLabel('Новий пароль ще раз').fill('кінь батарея скоби');

  // What is wrong is said at its field, and nothing that was typed is lost.
  const token = page.getByLabel('Код налаштування');
  const finish = page.getByRole('button', { name: 'Завершити налаштування' });
  await finish.click();
  await expect(token).toHaveAccessibleDescription(/Заповніть це поле/);
  await expect(page.getByLabel('Новий пароль ще раз')).toHaveAccessibleDescription('Паролі не збігаються.');
  await page.getByLabel('Новий пароль ще раз').fill('кінь батарея скоба');
  expectRefusal(422, /^\/api\/v1\/setup$/, 'the code is not that of the terminal');
  await token.fill('не той код');
  await finish.click();
  await expect(token).toHaveAccessibleDescription(/Код не збігається з тим, що показав сервер/);
  await token.fill(desk.setupToken);
  await finish.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  // An empty desk says what comes first.
  const main = page.getByRole('main');
  await expect(main.getByText('Ваш сервіс-деск готовий')).toBeVisible();
  await expect(main.getByRole('link', { name: 'Співробітники' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Новий тікет' })).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Відділи' }).click();
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list.filter({ hasText: department.administration })).toContainText('1 співробітник');
  await expect(list.filter({ hasText: department.technical })).toContainText('Діагностика, ремонт, OCPP-логи');
  await expect(list.filter({ hasText: 'Логістика' })).toBeVisible();
  await expect(list.filter({ hasText: 'Маркетинг' })).toBeVisible();
  await expect(list.filter({ hasText: department.development })).toBeHidden();
  await expect(list).toHaveCount(8);

  // Set-up happens once.
  const stranger = await browse();
  await stranger.goto('/setup');
  await expect(stranger.getByText('Систему вже налаштовано')).toBeVisible();
  await stranger.getByRole('link', { name: 'Увійти' }).click();
  await stranger.getByLabel('Email').fill('admin@example.com');
  await stranger.getByLabel('Пароль').fill('кінь батарея скоба');
  await stranger.getByRole('button', { name: 'Увійти' }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
});
