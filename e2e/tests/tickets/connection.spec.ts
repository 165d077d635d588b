import { department, expect, test } from '../../fixtures/app';
import { bell, entry, openTicket, row, writeComment } from '../../fixtures/steps';

test('a lost connection is shown, loses no text, and comes back with what was missed', async ({
  company,
  desk,
  signIn,
  expectOutage,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  const id = await company.createTicket(dispatcher, { subject: 'Станція офлайн', to: department.technical });
  const page = await signIn(technician);
  const list = await signIn(technician);
  await openTicket(page, 'Станція офлайн');
  await expect(row(list, 'Станція офлайн')).toBeVisible();
  const field = page.getByRole('textbox', { name: 'Коментар' });
  await field.fill('Їду на місце');

  expectOutage('the server is taken away');
  await desk.crash();
  for (const screen of [page, list]) {
    await expect(screen.getByText('З’єднання втрачено, відновлюємо…')).toBeVisible();
  }
  await expect(field).toHaveValue('Їду на місце');

  await desk.restart();
  await company.comment(dispatcher, id, 'Клієнт питає, коли запрацює.');
  await company.createTicket(dispatcher, { subject: 'Нове за час перерви', to: department.technical });
  for (const screen of [page, list]) {
    await expect(screen.getByText('З’єднання втрачено, відновлюємо…')).toBeHidden();
    await expect(row(screen, 'Нове за час перерви')).toBeVisible();
    await expect(bell(screen, '2 непрочитані')).toBeVisible();
  }
  await expect(entry(page, 'Клієнт питає, коли запрацює.')).toBeVisible();

  // What came meanwhile is to be read before one's own is sent.
  await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
  const newer = page.getByRole('form', { name: 'Новий коментар' }).getByRole('alert');
  await expect(newer).toContainText('Клієнт питає, коли запрацює.');
  await writeComment(page, 'Їду на місце, буду за 20 хвилин.');
  await expect(entry(page, 'Їду на місце')).toHaveCount(1);
});

test('an application that breaks says so, and what was typed is there after a reload', async ({ company, signIn, allowLeaving }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(technician, { subject: 'Станція офлайн', to: department.technical });
  const page = await signIn(technician);
  await openTicket(page, 'Станція офлайн');
  const field = page.getByRole('textbox', { name: 'Коментар' });
  await field.fill('Їду на місце');
  // What the browser tells when the wasm has trapped.
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError('unreachable');
    dispatchEvent(new ErrorEvent('error', { error }));
    dispatchEvent(new ErrorEvent('error', { error }));
  });
  await expect(page.getByRole('alert').filter({ hasText: 'Застосунок зупинився через помилку' })).toHaveCount(1);
  allowLeaving();
  await page.getByRole('button', { name: 'Оновити' }).click();
  await expect(field).toHaveValue('Їду на місце');
  await expect(page.getByRole('alert').filter({ hasText: 'Застосунок зупинився' })).toHaveCount(0);
});
