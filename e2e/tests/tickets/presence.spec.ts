import { department, expect, test } from '../../fixtures/app';
import { openTicket, row } from '../../fixtures/steps';

test('two people at a ticket see each other, and who is writing', async ({ together }) => {
  const { first, second, one, two } = await together('Станція не в мережі');
  await expect(one.getByRole('status').filter({ hasText: `${second.fullName} теж дивиться` })).toBeAttached();
  await expect(two.getByRole('status').filter({ hasText: `${first.fullName} теж дивиться` })).toBeAttached();
  await two.getByRole('form', { name: 'Новий коментар' }).getByLabel('Коментар').pressSequentially('Їду');
  const writing = one.getByRole('form', { name: 'Новий коментар' }).getByRole('status');
  await expect(writing.filter({ hasText: `${second.fullName} пише коментар` })).toBeVisible();

  await two.getByRole('navigation').getByRole('link', { name: 'Призначені мені' }).click();
  await expect(one.getByRole('status').filter({ hasText: second.fullName })).toHaveCount(0);
});

test('comments that came while one was writing are shown before one sends', async ({ company, together }) => {
  const { id, second, one } = await together('Низька потужність');
  const form = one.getByRole('form', { name: 'Новий коментар' });
  await form.getByLabel('Коментар').fill('Обмежили на підстанції.');
  await company.comment(second, id, 'Уже відповів клієнту.');
  const send = form.getByRole('button', { name: 'Надіслати', exact: true });
  await expect(one.getByText('Уже відповів клієнту.')).toBeVisible();
  await send.click();
  await expect(form.getByRole('alert')).toContainText('з’явився 1 новий коментар');
  await expect(form.getByRole('alert')).toContainText(`${second.fullName}: Уже відповів клієнту.`);
  await expect(form.getByLabel('Коментар')).toHaveValue('Обмежили на підстанції.');
  await send.click();
  await expect(form.getByLabel('Коментар')).toHaveValue('');
});

test('who is alone at a ticket sees nobody', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const page = await signIn(person);
  await expect(row(page, 'Станція мовчить')).toBeVisible();
  await openTicket(page, 'Станція мовчить');
  await expect(page.getByRole('status').filter({ hasText: 'дивиться' })).toHaveCount(0);
});
