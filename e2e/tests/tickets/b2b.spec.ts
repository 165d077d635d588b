import { department, expect, test } from '../../fixtures/app';
import {
  act,
  bell,
  closeTicket,
  createTicket,
  entry,
  expectField,
  openList,
  openTicket,
  redirect,
  row,
  writeComment,
} from '../../fixtures/steps';

// Section 6.2 of the specification.
test('a company calls in working hours: corporate support passes the work on and stays informed', async ({
  company,
  signIn,
}) => {
  const support = await company.hire('Кравчук Наталія', department.corporate);
  const accountant = await company.hire('Шевчук Марина', department.finance);
  const front = await signIn(support);
  const office = await signIn(accountant);
  const subject = 'Акт звірки за жовтень не сходиться';

  await createTicket(front, {
    subject,
    description: 'ТОВ «Електрологістика» просить перевірити суму за станцією LVIV-004.',
    department: department.finance,
    clientType: 'B2B',
    priority: 'Критичний',
    station: 'LVIV-004',
  });
  await expectField(front, 'Тип клієнта', 'B2B');

  await expect(row(office, subject)).toContainText('B2B');
  await openTicket(office, subject);
  await act(office, 'Взяти в роботу');
  await writeComment(office, 'Потрібен договір із додатком № 2.');
  await act(office, 'Очікування');
  const dialog = office.getByRole('dialog', { name: 'Перевести в очікування' });
  await dialog.getByRole('button', { name: 'Завтра о 9:00' }).click();
  await dialog.getByRole('button', { name: 'Перевести в очікування' }).click();
  await expectField(office, 'Статус', 'Очікування');

  // Corporate support follows it as its author, and answers.
  await expect(entry(front, 'Потрібен договір із додатком № 2.')).toContainText(accountant.fullName);
  await expectField(front, 'Статус', 'Очікування');
  await expect(entry(front, /В роботі → Очікування до .* 09:00/)).toBeVisible();
  await writeComment(front, 'Клієнт надіслав додаток на пошту бухгалтерії.');
  await expect(entry(office, 'Клієнт надіслав додаток')).toContainText(support.fullName);

  await act(office, 'Повернути в роботу');
  await expectField(front, 'Статус', 'В роботі');
  await act(office, 'На перевірку');
  await closeTicket(office);
  await expectField(front, 'Статус', 'Закритий');

  // The client calls again: whoever sees the ticket can open it again, and its last holder has it back.
  await act(front, 'Відкрити знову');
  await expectField(office, 'Статус', 'В роботі');
  await expectField(office, 'Виконавець', accountant.fullName);
  await expectField(office, 'Відкривали повторно', '1');
});

// Section 6.3 of the specification.
test('a company calls off hours: the dispatcher leaves it to corporate support for the next day', async ({
  company,
  signIn,
}) => {
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  const support = await company.hire('Кравчук Наталія', department.corporate);
  const technician = await company.hire('Бондар Олег', department.technical);
  const night = await signIn(dispatcher);
  const subject = 'Три станції на парковці не в мережі';
  const id = await createTicket(night, {
    subject,
    description: 'Дзвонив диспетчер ТОВ «Таксопарк». Станції ODESA-011, ODESA-012, ODESA-013.',
    department: department.corporate,
    clientType: 'B2B',
    priority: 'Високий',
  });
  await expectField(night, 'Відділ', department.corporate);

  // The next working day it waits in the queue, with a notification.
  const morning = await signIn(support);
  await expect(row(morning, subject)).toContainText('B2B');
  await bell(morning, '1 непрочитане').click();
  await morning.getByRole('link', { name: `Новий тікет у вашому відділі #${id} · ${subject}` }).click();
  await expect(morning.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await act(morning, 'Взяти в роботу');
  await expectField(night, 'Виконавець', support.fullName);

  // It needs a technician: redirected with a comment, first to the department and from there to a person.
  const bench = await signIn(technician);
  await expect(bench.getByText('Черга порожня')).toBeVisible();
  await redirect(morning, { department: department.technical }, 'Усі три без зв’язку з 23:40, потрібна діагностика.');
  await expect(morning.getByText(`Тікет #${id} перенаправлено: ${department.technical}`)).toBeVisible();
  await expect(row(morning, subject)).toBeHidden();
  await expect(row(bench, subject)).toContainText('Новий');
  await expectField(night, 'Відділ', department.technical);
  await openTicket(bench, subject);
  await expect(
    entry(bench, `перенаправлено: ${support.fullName} (${department.corporate}) → ${department.technical}`),
  ).toContainText('Усі три без зв’язку з 23:40, потрібна діагностика.');

  await redirect(bench, { person: support.fullName }, 'Зв’язок відновлено оператором, повідомте клієнта.');
  await expect(bench.getByText('Черга порожня')).toBeVisible();
  await openList(morning, 'Призначені мені');
  await openTicket(morning, subject);
  await act(morning, 'Взяти в роботу');
  await closeTicket(morning);
  await expectField(night, 'Статус', 'Закритий');
  await expect(entry(night, 'перенаправлено:')).toHaveCount(2);
});
