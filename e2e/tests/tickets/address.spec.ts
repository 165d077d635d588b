import { department, expect, test } from '../../fixtures/app';
import { row } from '../../fixtures/steps';

test('links, "back" and "forward" work as everywhere on the web', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(technician, { subject: 'Конектор не виходить', to: department.technical });
  const page = await signIn(technician);
  const title = page.getByRole('heading', { level: 1 });

  await row(page, 'Конектор не виходить').click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${id}\\?view=queue$`));
  await expect(title).toHaveText('Конектор не виходить');
  await page.goBack();
  await expect(title).toHaveText('Моя черга');
  await page.goForward();
  await expect(title).toHaveText('Конектор не виходить');

  // With Ctrl a link opens beside, and the page stays.
  await page.goBack();
  const [beside] = await Promise.all([
    page.context().waitForEvent('page'),
    row(page, 'Конектор не виходить').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(beside.getByRole('heading', { level: 1 })).toHaveText('Конектор не виходить');
  await expect(title).toHaveText('Моя черга');
});

test('an unknown address says so, and documents of the server are not pages', async ({ company, signIn }) => {
  const admin = await signIn(company.admin);
  await admin.goto('/tickets/42/more');
  await expect(admin.getByRole('heading', { level: 1, name: 'Такої сторінки немає' })).toBeVisible();
  await admin.goto('/tickets/abc');
  await expect(admin.getByRole('heading', { level: 1, name: 'Тікет не знайдено' })).toBeVisible();

  await admin.goto('/admin/settings');
  const [documents] = await Promise.all([
    admin.context().waitForEvent('page'),
    admin.getByRole('link', { name: 'Документація API' }).click(),
  ]);
  await expect(documents.getByRole('heading', { level: 1 }).or(documents.getByRole('heading', { level: 2 })).first()).toBeVisible();
  await expect(documents).toHaveURL(/\/api\/docs/);
});
