import { readFile } from 'node:fs/promises';

import { department, expect, test } from '../../fixtures/app';
import { bell, createTicket, entry, fillTicket, openTicket, writeComment } from '../../fixtures/steps';

test('people talk on a ticket with files that the others can download', async ({ company, signIn }) => {
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  const technician = await company.hire('Бондар Олег', department.technical);
  const desk = await signIn(dispatcher);
  const bench = await signIn(technician);

  // A file goes with the ticket.
  await desk.getByRole('navigation').getByRole('link', { name: 'Новий тікет' }).click();
  await fillTicket(desk, {
    subject: 'Помилка F12 на екрані',
    description: 'Фото й журнал додаю.\nДругий рядок опису.',
    department: department.technical,
  });
  const photo = Buffer.from('журнал станції: помилка F12\n'.repeat(100));
  const atTicket = desk.waitForEvent('filechooser');
  await desk.getByRole('button', { name: 'Додати файл' }).click();
  await (await atTicket).setFiles({ name: 'журнал станції.txt', mimeType: 'text/plain', buffer: photo });
  await expect(desk.getByText('журнал станції.txt')).toBeVisible();
  await expect(desk.getByText('надсилається…')).toBeHidden();
  await desk.getByRole('button', { name: 'Створити тікет' }).click();

  await openTicket(bench, 'Помилка F12 на екрані');
  const description = bench.getByRole('region', { name: 'Опис' });
  await expect(description).toContainText('Другий рядок опису.');
  const download = bench.waitForEvent('download');
  await description.getByRole('button', { name: 'журнал станції.txt' }).click();
  expect((await download).suggestedFilename()).toBe('журнал станції.txt');
  expect(await readFile(await (await download).path())).toEqual(photo);

  // Another one goes with the answer; the author sees both at once and hears of it.
  const answer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
  const form = bench.getByRole('form', { name: 'Новий коментар' });
  const atComment = bench.waitForEvent('filechooser');
  await form.getByRole('button', { name: 'Додати файл' }).click();
  await (await atComment).setFiles({ name: 'стан після перезапуску.bin', mimeType: 'application/octet-stream', buffer: answer });
  await expect(form.getByText('надсилається…')).toBeHidden();
  await writeComment(bench, 'Перезапустив контролер, помилка зникла.');
  const comment = entry(desk, 'Перезапустив контролер');
  await expect(comment).toContainText(technician.fullName);
  const second = desk.waitForEvent('download');
  await comment.getByRole('button', { name: 'стан після перезапуску.bin' }).click();
  expect(await readFile(await (await second).path())).toEqual(answer);
  await desk.getByRole('navigation').getByRole('link', { name: 'Моя черга' }).click();
  await expect(bell(desk, '1 непрочитане')).toBeVisible();
});

test('an empty comment is refused at its field, and Ctrl+Enter sends', async ({ company, signIn }) => {
  const author = await company.hire('Савченко Ірина', department.dispatch);
  const page = await signIn(author);
  await createTicket(page, {
    subject: 'Клієнт просить передзвонити',
    description: 'Після 18:00.',
    department: department.dispatch,
  });
  const field = page.getByRole('form', { name: 'Новий коментар' }).getByLabel('Коментар');
  await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
  await expect(field).toHaveAccessibleDescription(/Заповніть це поле/);
  await field.fill('Передзвонила, питання знято.');
  await field.press('Control+Enter');
  await expect(entry(page, 'Передзвонила, питання знято.')).toBeVisible();
});

test('after a comment the next ticket of the list is opened, after the last one the list', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const first = await company.createTicket(technician, { subject: 'Перший у черзі', to: department.technical });
  await company.createTicket(technician, { subject: 'Другий у черзі', to: department.technical });
  const page = await signIn(technician);
  await openTicket(page, 'Другий у черзі');
  const form = page.getByRole('form', { name: 'Новий коментар' });
  await form.getByLabel('Коментар').fill('Передзвонили');
  await form.getByRole('button', { name: 'Надіслати й відкрити наступний тікет' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Перший у черзі' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/tickets/${first}\\?`));
  await form.getByLabel('Коментар').fill('Теж передзвонили');
  await form.getByLabel('Коментар').press('Control+Shift+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Моя черга' })).toBeVisible();
  await openTicket(page, 'Другий у черзі');
  await expect(entry(page, 'Передзвонили')).toBeVisible();
});
