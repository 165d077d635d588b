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
  row,
  writeComment,
} from '../../fixtures/steps';

// Section 6.1 of the specification.
test('a private client calls: dispatcher creates, technician takes, works and closes', async ({ company, signIn }) => {
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  const technician = await company.hire('Бондар Олег', department.technical);
  const colleague = await company.hire('Ткаченко Павло', department.technical);
  const desk = await signIn(dispatcher);
  const bench = await signIn(technician);
  const neighbour = await signIn(colleague);
  const subject = 'Станція не відпускає конектор';

  await expect(bench.getByText('Черга порожня')).toBeVisible();
  const id = await createTicket(desk, {
    subject,
    description: 'Сесію завершено, конектор заблоковано. Клієнт на місці.',
    department: department.technical,
    clientType: 'B2C',
    priority: 'Високий',
    station: 'KYIV-017',
    car: 'Nissan Leaf',
  });
  await expect(desk.getByText(`Тікет #${id} створено`)).toBeVisible();
  await expectField(desk, 'Статус', 'Новий');
  await expectField(desk, 'Виконавець', 'Ніхто не взяв');

  // Both technicians see it arrive and hear of it.
  for (const page of [bench, neighbour]) {
    await expect(row(page, subject)).toContainText('Новий');
    await expect(row(page, subject)).toContainText(`#${id} · KYIV-017 · Nissan Leaf · B2C`);
    await expect(bell(page, '1 непрочитане')).toBeVisible();
  }

  await openTicket(bench, subject);
  await expectField(bench, 'Пріоритет', 'Високий');
  await act(bench, 'Взяти в роботу');
  await expectField(bench, 'Статус', 'В роботі');

  // The dispatcher and the colleague see who works on it, without reload.
  await expectField(desk, 'Статус', 'В роботі');
  await expectField(desk, 'Виконавець', technician.fullName);
  await expect(row(neighbour, subject)).toContainText('В роботі');
  await expect(bell(desk, '1 непрочитане')).toBeVisible();

  await writeComment(bench, 'Розблокував конектор дистанційно, перевіряю.');
  await expect(entry(desk, 'Розблокував конектор дистанційно')).toContainText(technician.fullName);
  await act(bench, 'На перевірку');
  await expectField(desk, 'Статус', 'Перевіряється');
  await closeTicket(bench);
  await expectField(bench, 'Статус', 'Закритий');
  await expectField(bench, 'Результат', 'Вирішено');

  await expectField(desk, 'Статус', 'Закритий');
  await expect(entry(desk, 'Перевіряється → Закритий')).toContainText(technician.fullName);
  await expect(row(neighbour, subject)).toBeHidden();
  await openList(desk, 'Створені мною');
  await expect(row(desk, subject)).toContainText('Закритий');
  await bell(desk, '4 непрочитані').click();
  await expect(desk.getByRole('link', { name: `Новий статус: Закритий #${id} · ${subject}` })).toBeVisible();
});
