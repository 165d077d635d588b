import { department, expect, test } from '../../fixtures/app';
import { action, choose, createTicket, entry, expectField, fillRedirect, openTicket, redirect, row } from '../../fixtures/steps';

test('the history keeps every redirect with its comment, for everybody who sees the ticket', async ({
  company,
  signIn,
}) => {
  const author = await company.hire('Савченко Ірина', department.dispatch);
  const technician = await company.hire('Бондар Олег', department.technical);
  const engineer = await company.hire('Гончар Віктор', department.service);
  const id = await company.createTicket(author, { subject: 'Кабель пошкоджено', to: department.technical });
  const desk = await signIn(author);
  await desk.goto(`/tickets/${id}`);
  const bench = await signIn(technician);
  const van = await signIn(engineer);

  await openTicket(bench, 'Кабель пошкоджено');
  await redirect(bench, { person: engineer.fullName }, 'Потрібна заміна кабелю на місці.');
  await expect(row(van, 'Кабель пошкоджено')).toContainText('Новий');
  await openTicket(van, 'Кабель пошкоджено');
  await expectField(van, 'Виконавець', engineer.fullName);
  await redirect(van, { department: department.finance }, 'Кабель замінено, виставте рахунок.');
  await expect(row(van, 'Кабель пошкоджено')).toBeHidden();

  const [toEngineer, toFinance] = [
    `${department.technical} → ${engineer.fullName} (${department.service})`,
    `${engineer.fullName} (${department.service}) → ${department.finance}`,
  ];
  await expect(entry(desk, toEngineer)).toContainText('Потрібна заміна кабелю на місці.');
  await expect(entry(desk, toEngineer)).toContainText(technician.fullName);
  await expect(entry(desk, toFinance)).toContainText('Кабель замінено, виставте рахунок.');
  await expect(entry(desk, 'перенаправлено:')).toHaveText([/Потрібна заміна/, /виставте рахунок/]);

  // It is the same after a reload.
  await desk.reload();
  await expect(entry(desk, 'перенаправлено:')).toHaveText([/Потрібна заміна/, /виставте рахунок/]);
});

test('whoever is about to lose sight of a ticket is warned before, and leads back to the list', async ({
  company,
  signIn,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const colleague = await company.hire('Ткаченко Павло', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Подвійне списання', to: department.technical });
  const bench = await signIn(technician);
  const neighbour = await signIn(colleague);
  await openTicket(bench, 'Подвійне списання');
  await openTicket(neighbour, 'Подвійне списання');

  const warning = bench.getByText('Після перенаправлення ви більше не бачитимете цей тікет.');
  const dialog = await fillRedirect(bench, { person: colleague.fullName }, 'Це питання до бухгалтерії.');
  await expect(warning).toBeHidden();
  await choose(dialog, 'Відділ');
  await dialog.getByRole('combobox', { name: 'Відділ' }).selectOption(department.finance);
  await expect(warning).toBeVisible();
  await dialog.getByRole('button', { name: 'Перенаправити' }).click();
  await expect(bench.getByText(`Тікет #${id} перенаправлено: ${department.finance}`)).toBeVisible();
  await expect(bench).toHaveURL(/\/tickets\?view=queue$/);
  await expect(row(bench, 'Подвійне списання')).toBeHidden();

  // The colleague, who was only looking, is told what happened and not left with an old picture.
  await expect(neighbour.getByText(`Тікет #${id} вам більше не видно`)).toBeVisible();
  await neighbour.getByRole('main').getByRole('link', { name: 'До списку' }).click();
  await expect(neighbour.getByText('Черга порожня')).toBeVisible();
});

test('a redirect needs a target, a comment and another place', async ({ company, signIn }) => {
  const author = await company.hire('Савченко Ірина', department.dispatch);
  const page = await signIn(author);
  await createTicket(page, {
    subject: 'Немає чека за зарядку',
    description: 'Клієнт просить надіслати чек.',
    department: department.finance,
  });
  const dialog = await fillRedirect(page, {}, '   ');
  const send = dialog.getByRole('button', { name: 'Перенаправити' });
  await send.click();
  await expect(dialog.getByRole('combobox', { name: 'Відділ' })).toHaveAccessibleDescription(/Заповніть це поле/);
  await expect(dialog.getByLabel('Коментар')).toHaveAccessibleDescription(/Заповніть це поле/);
  await dialog.getByRole('combobox', { name: 'Відділ' }).selectOption(department.finance);
  await dialog.getByLabel('Коментар').fill('Ще раз туди ж.');
  await send.click();
  await expect(dialog.getByText('Тікет уже там, куди ви його перенаправляєте.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(action(page, 'Перенаправити')).toBeFocused();
  await expect(entry(page, 'перенаправлено:')).toHaveCount(0);

  // What was typed is still there when the dialog is opened again.
  await action(page, 'Перенаправити').click();
  await expect(dialog.getByLabel('Коментар')).toHaveValue('Ще раз туди ж.');
});
