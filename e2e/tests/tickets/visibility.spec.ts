import { department, expect, test } from '../../fixtures/app';
import { openList, openUserMenu, row } from '../../fixtures/steps';

test('a user sees his department and what he created; an administrator sees everything', async ({
  company,
  signIn,
  expectRefusal,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  await company.createTicket(dispatcher, { subject: 'Для техніків', to: department.technical });
  const foreign = await company.createTicket(dispatcher, { subject: 'Для фінансів', to: department.finance });
  await company.createTicket(technician, { subject: 'Створив технік', to: department.development });
  const bench = await signIn(technician);
  const office = await signIn(company.admin);

  await expect(row(bench, 'Для техніків')).toBeVisible();
  await expect(row(bench, 'Створив технік')).toBeHidden();
  await openList(bench, 'Створені мною');
  await expect(row(bench, 'Створив технік')).toBeVisible();
  await expect(row(bench, 'Для техніків')).toBeHidden();
  await openList(bench, 'Усі видимі');
  await expect(row(bench, 'Для техніків')).toBeVisible();
  await expect(row(bench, 'Створив технік')).toBeVisible();
  await expect(row(bench, 'Для фінансів')).toBeHidden();
  await openList(bench, 'Призначені мені');
  await expect(bench.getByText('Вам нічого не призначено')).toBeVisible();

  // Administration is not in his menu, and its addresses lead nowhere.
  const menu = bench.getByRole('navigation');
  await expect(menu.getByRole('heading', { name: 'Адміністрування' })).toBeHidden();
  await openUserMenu(bench);
  await expect(bench.getByRole('link', { name: 'Мій профіль' })).toBeVisible();
  await expect(bench.getByRole('link', { name: 'Співробітники' })).toBeHidden();
  for (const path of ['/admin/departments', '/admin/employees', '/admin/settings']) {
    await bench.goto(path);
    await expect(bench.getByRole('heading', { name: 'Такої сторінки немає' })).toBeVisible();
  }

  // A ticket that he may not see does not exist for him.
  expectRefusal(404, /^\/api\/v1\/tickets\/\d+(\/events|\/comments)?$/, 'the ticket belongs to another department');
  await bench.goto(`/tickets/${foreign}`);
  await expect(bench.getByText('Такого номера немає, або ви не маєте доступу до цього тікета.')).toBeVisible();

  await openList(office, 'Усі видимі');
  for (const subject of ['Для техніків', 'Для фінансів', 'Створив технік']) {
    await expect(row(office, subject)).toBeVisible();
  }
  for (const [name, heading] of [
    ['Відділи', 'Відділи'],
    ['Співробітники', 'Співробітники'],
    ['Налаштування', 'Налаштування'],
  ] as const) {
    await office.getByRole('navigation').getByRole('link', { name }).click();
    await expect(office.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
});

test('the author of a ticket in another department may redirect it, but not work on it', async ({
  company,
  signIn,
}) => {
  const author = await company.hire('Савченко Ірина', department.dispatch);
  const id = await company.createTicket(author, { subject: 'Зниження потужності', to: department.technical });
  const page = await signIn(author);
  await page.goto(`/tickets/${id}`);
  const actions = page.getByRole('group', { name: 'Дії з тікетом' });
  await expect(actions.getByRole('button', { name: 'Перенаправити' })).toBeEnabled();
  await expect(actions.getByRole('button', { name: 'Відкликати' })).toBeEnabled();
  const take = actions.getByRole('button', { name: 'Взяти в роботу' });
  await expect(take).toBeDisabled();
  await take.click({ force: true });
  const reason = 'Це можуть зробити лише співробітники відділу, виконавець тікета або адміністратор.';
  await expect(page.getByRole('status').filter({ hasText: reason })).toBeVisible();
});
