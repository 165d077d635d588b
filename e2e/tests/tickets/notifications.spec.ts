import { department, expect, test } from '../../fixtures/app';
import { bell, choose, expectField, openList } from '../../fixtures/steps';

test('the bell rings live for everything that concerns a person, and can be read in two places', async ({
  company,
  signIn,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const dispatcher = await company.hire('Савченко Ірина', department.dispatch);
  const page = await signIn(technician);
  await expect(bell(page, '0 непрочитаних')).toBeVisible();
  await bell(page, '0 непрочитаних').click();
  await expect(page.getByText('Сповіщень поки немає')).toBeVisible();

  // While the panel is open it fills by itself.
  const queued = await company.createTicket(dispatcher, { subject: 'У чергу відділу', to: department.technical });
  const arrival = page.getByRole('link', { name: `Новий тікет у вашому відділі #${queued} · У чергу відділу` });
  await expect(arrival).toBeVisible();
  await expect(bell(page, '1 непрочитане')).toBeVisible();
  const own = await company.createTicket(dispatcher, { subject: 'Особисто вам', to: technician });
  await company.comment(dispatcher, own, 'Клієнт дзвонив удруге.');
  await expect(bell(page, '3 непрочитані')).toBeVisible();
  // What is about one ticket stands together.
  await expect(page.getByRole('link', { name: new RegExp(`Новий коментар #${own} .* і ще 1 сповіщення`) })).toBeVisible();

  // Following one leads to its ticket and reads it.
  await arrival.click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${queued}$`));
  await expect(page.getByRole('heading', { level: 1, name: 'У чергу відділу' })).toBeVisible();
  await openList(page, 'Моя черга');
  await expect(bell(page, '2 непрочитані')).toBeVisible();

  // What the person does himself does not ring for him, but for the author.
  const author = await signIn(dispatcher);
  await company.take(technician, own);
  await expect(bell(author, '1 непрочитане')).toBeVisible();
  await expect(bell(page, '2 непрочитані')).toBeVisible();

  await bell(page, '2 непрочитані').click();
  await page.getByRole('link', { name: 'Усі сповіщення' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Сповіщення' })).toBeVisible();
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(2);
  await list.last().getByRole('button', { name: 'Позначити непрочитаним' }).click();
  await expect(bell(page, '3 непрочитані')).toBeVisible();
  await list.first().getByRole('button', { name: 'Позначити прочитаним' }).click();
  await expect(bell(page, '1 непрочитане')).toBeVisible();
  await choose(page, 'Непрочитані');
  await expect(list).toHaveCount(1);
  await page.getByRole('button', { name: 'Позначити всі прочитаними' }).click();
  await expect(bell(page, '0 непрочитаних')).toBeVisible();
  await choose(page, 'Усі');
  await expect(list).toHaveCount(2);
});

test('a redirect tells the author and the new person, not the one who redirects', async ({ company, signIn }) => {
  const author = await company.hire('Савченко Ірина', department.dispatch);
  const technician = await company.hire('Бондар Олег', department.technical);
  const engineer = await company.hire('Гончар Віктор', department.service);
  const id = await company.createTicket(author, { subject: 'Потрібен виїзд', to: technician });
  await company.take(technician, id);
  const desk = await signIn(author);
  const bench = await signIn(technician);
  const van = await signIn(engineer);
  await expect(bell(desk, '1 непрочитане')).toBeVisible();
  await expect(bell(bench, '1 непрочитане')).toBeVisible();

  await company.redirect(technician, id, engineer, 'Без виїзду не обійтися.');
  await bell(van, '1 непрочитане').click();
  await van.getByRole('link', { name: `Вам призначено тікет #${id}` }).click();
  await expectField(van, 'Виконавець', engineer.fullName);
  await bell(desk, '2 непрочитані').click();
  await expect(desk.getByRole('link', { name: `Перенаправлено: ${engineer.fullName} #${id}` })).toBeVisible();
  await expect(bell(bench, '1 непрочитане')).toBeVisible();
});
