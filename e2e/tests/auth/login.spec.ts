import { department, expect, logIn, test } from '../../fixtures/app';
import { openUserMenu } from '../../fixtures/steps';

test('login refuses a wrong password, leads to where one wanted to go, and ends with leaving', async ({
  company,
  browse,
  expectRefusal,
  allowLeaving,
}) => {
  const person = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(person, { subject: 'Куди я йшов', to: department.technical });
  const page = await browse();
  await page.goto(`/tickets/${id}?view=all`);
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();

  await page.getByRole('button', { name: 'Увійти' }).click();
  await expect(page.getByLabel('Email')).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Заповніть це поле.');
  expectRefusal(401, /\/auth\/login$/, 'the password is wrong');
  await logIn(page, { ...person, password: 'не той пароль' });
  await expect(page.getByRole('alert')).toContainText('Неправильний email або пароль.');
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await logIn(page, person);
  await expect(page.getByRole('heading', { level: 1, name: 'Куди я йшов' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/tickets/${id}\\?view=all$`));

  allowLeaving();
  await openUserMenu(page);
  await page.getByRole('button', { name: 'Вийти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
  await page.goto('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Вхід' })).toBeVisible();
});
