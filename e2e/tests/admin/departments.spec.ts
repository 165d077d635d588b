import { department, expect, test } from '../../fixtures/app';
import { row } from '../../fixtures/steps';

test('an administrator creates, renames and archives departments, and nothing gets lost', async ({
  company,
  signIn,
  expectRefusal,
}) => {
  const engineer = await company.hire('Гончар Віктор', department.service);
  const technician = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Планове ТО', to: department.service });
  const office = await signIn(company.admin);
  const bench = await signIn(technician);
  const van = await signIn(engineer);
  await expect(bench.getByText('Черга порожня')).toBeVisible();
  await expect(row(van, 'Планове ТО')).toBeVisible();

  await office.getByRole('navigation').getByRole('link', { name: 'Відділи' }).click();
  const list = office.getByRole('main').getByRole('listitem');
  await expect(list.filter({ hasText: department.service })).toContainText('1 співробітник · 1 відкритий тікет');

  await office.getByRole('button', { name: 'Новий відділ' }).click();
  const creator = office.getByRole('dialog', { name: 'Новий відділ' });
  await creator.getByLabel('Назва').fill(department.technical.toUpperCase());
  expectRefusal(409, /^\/api\/v1\/departments$/, 'there is a department of this name');
  await creator.getByRole('button', { name: 'Зберегти' }).click();
  await expect(creator.getByLabel('Назва')).toHaveAccessibleDescription('Відділ із такою назвою вже є.');
  await creator.getByLabel('Назва').fill('Логістика');
  await creator.getByLabel('Що робить').fill('Доставка обладнання');
  await creator.getByRole('button', { name: 'Зберегти' }).click();
  await expect(list.filter({ hasText: 'Логістика' })).toContainText('Доставка обладнання');

  await office.getByRole('button', { name: 'Змінити відділ «Логістика»' }).click();
  const editor = office.getByRole('dialog', { name: 'Змінити відділ' });
  await editor.getByLabel('Назва').fill('Склад і логістика');
  await editor.getByRole('button', { name: 'Зберегти' }).click();
  await expect(list.filter({ hasText: 'Склад і логістика' })).toBeVisible();

  // A department with people and open tickets goes only with the answer where they go.
  await office.getByRole('button', { name: `Архівувати відділ «${department.service}»` }).click();
  const archive = office.getByRole('dialog', { name: `Архівувати відділ «${department.service}»` });
  await archive.getByRole('button', { name: 'Архівувати' }).click();
  await expect(archive.getByLabel('Куди перевести співробітників')).toHaveAccessibleDescription('Заповніть це поле.');
  await archive.getByLabel('Куди перевести співробітників').selectOption('Склад і логістика');
  await archive.getByLabel('Куди передати відкриті тікети').selectOption(department.technical);
  await archive.getByRole('button', { name: 'Архівувати' }).click();
  await expect(office.getByText('Відділ перенесено в архів')).toBeVisible();
  await expect(list.filter({ hasText: 'Склад і логістика' })).toContainText('1 співробітник');
  await expect(list.filter({ hasText: department.service })).toBeHidden();
  await office.getByRole('checkbox', { name: 'Показати 1 архівний відділ' }).check();
  await expect(list.filter({ hasText: department.service })).toContainText('в архіві');

  // The technicians have the ticket at once, with its history; the engineer moved and sees it no more.
  await expect(row(bench, 'Планове ТО')).toBeVisible();
  await bench.goto(`/tickets/${id}`);
  await expect(bench.getByText(`перенаправлено: ${department.service} → ${department.technical} (відділ в архіві)`)).toBeVisible();
  await expect(row(van, 'Планове ТО')).toBeHidden();
  await expect(van.getByRole('navigation')).toContainText('Склад і логістика');

  // It cannot be chosen any more, its name can be used again.
  await bench.goto('/tickets/new');
  const choice = bench.getByRole('combobox', { name: 'Відділ' });
  await expect(choice.getByRole('option', { name: 'Склад і логістика' })).toBeAttached();
  await expect(choice.getByRole('option', { name: department.service })).not.toBeAttached();
  await office.getByRole('button', { name: 'Новий відділ' }).click();
  await creator.getByLabel('Назва').fill(department.service);
  await creator.getByRole('button', { name: 'Зберегти' }).click();
  await expect(creator).toBeHidden();
  await expect(list.filter({ hasText: department.service })).toHaveCount(2);
});
