import { department, expect, test } from '../../fixtures/app';
import { bell, openTicket } from '../../fixtures/steps';

test('who watches a ticket hears of it, who mutes it does not', async ({ company, together }) => {
  const { id, first, second, one, two } = await together('Станція перегрівається');
  await company.take(first, id);
  await two.getByLabel('Сповіщення про тікет').selectOption('Стежити за тікетом');
  await two.reload();
  await expect(two.getByLabel('Сповіщення про тікет')).toHaveValue('watching');
  await expect(bell(two, '1 непрочитане')).toBeVisible();
  await company.comment(first, id, 'Увімкнув вентилятор.');
  await expect(bell(two, '2 непрочитані')).toBeVisible();

  await one.getByLabel('Сповіщення про тікет').selectOption('Без сповіщень');
  await one.reload();
  await expect(one.getByLabel('Сповіщення про тікет')).toHaveValue('muted');
  await expect(bell(one, '1 непрочитане')).toBeVisible();
  await company.comment(second, id, 'Температура впала.');
  await expect(one.getByText('Температура впала.')).toBeVisible();
  await expect(bell(one, '1 непрочитане')).toBeVisible();
});

test('what one does not want to hear of is not told', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const page = await signIn(technician);
  await page.goto('/profile');
  const queue = page.getByRole('group', { name: 'Черга мого відділу' });
  const created = queue.getByRole('group', { name: 'Новий тікет' });
  await expect(created.getByLabel('У дзвонику')).toBeChecked();
  await created.getByLabel('У браузері').check();
  await created.getByLabel('У дзвонику').uncheck();
  await expect(created.getByLabel('У браузері')).not.toBeChecked();
  await page.getByLabel('З', { exact: true }).fill('20:00');
  const save = page.getByRole('form', { name: 'Сповіщення' }).getByRole('button', { name: 'Зберегти' });
  await save.click();
  await expect(page.getByLabel('До', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('До', { exact: true }).fill('08:00');
  await save.click();
  await expect(page.getByText('Збережено')).toBeVisible();
  await page.reload();
  await expect(created.getByLabel('У дзвонику')).not.toBeChecked();
  await expect(page.getByLabel('З', { exact: true })).toHaveValue('20:00');

  await company.createTicket(company.admin, { subject: 'У чергу відділу', to: department.technical });
  const own = await company.createTicket(company.admin, { subject: 'Особисто вам', to: technician });
  await page.goto('/notifications');
  await expect(page.getByRole('link', { name: `Вам призначено тікет #${own}` })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('somebody is mentioned by name, and only who sees the ticket can be', async ({ company, together }) => {
  const { id, second, one, two } = await together('Кабель пошкоджено');
  await company.hire('Ткаченко Марія', department.finance);
  // Names are loaded with the page.
  await one.reload();
  const form = one.getByRole('form', { name: 'Новий коментар' });
  const field = form.getByLabel('Коментар');
  await field.pressSequentially('Глянь, @ткач');
  const list = form.getByRole('listbox', { name: 'Що вставити' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await list.getByRole('option', { name: 'Ткаченко Марія не бачить тікета · перенаправити' }).click();
  const redirect = one.getByRole('dialog', { name: 'Перенаправити тікет' });
  await expect(redirect.getByRole('combobox', { name: 'Людина' }).locator('option:checked')).toHaveText('Ткаченко Марія');
  await one.keyboard.press('Escape');
  await expect(redirect).toBeHidden();
  await field.pressSequentially('е');
  await list.getByRole('option', { name: 'Ткаченко Павло' }).click();
  await expect(field).toHaveValue(`Глянь, @${second.fullName} `);
  await expect(field).toBeFocused();
  await field.pressSequentially('**сьогодні**');
  await field.press('Control+Enter');
  await expect(field).toHaveValue('');
  await expect(one.locator('.mention')).toHaveText(`@${second.fullName}`);
  await expect(one.locator('.rich strong')).toHaveText('сьогодні');

  await expect(two).toHaveTitle(/^\(2\) #\d+ Кабель пошкоджено/);
  await bell(two, '2 непрочитані').click();
  await expect(two.getByRole('link', { name: new RegExp(`Вас згадали в коментарі #${id}`) })).toBeVisible();
});

test('descriptions and comments are shown as Markdown, and nothing in them acts', async ({ company, signIn }) => {
  const other = await company.createTicket(company.admin, { subject: 'Інший тікет', to: department.technical });
  const technician = await company.hire('Бондар Олег', department.technical);
  const id = await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  await company.comment(technician, id, `- раз\n- два\n\nЯк у #${other}: <img src=x onerror=alert(1)>\n[клац](javascript:alert(1))`);
  const page = await signIn(technician);
  await openTicket(page, 'Станція мовчить');
  const comment = page.getByRole('article').filter({ hasText: 'клац' }).last();
  await expect(comment.getByRole('listitem')).toHaveText(['раз', 'два']);
  await expect(comment).toContainText('<img src=x onerror=alert(1)>');
  await expect(comment.locator('img')).toHaveCount(0);
  await expect(comment.getByRole('link', { name: 'клац' })).toHaveCount(0);
  await comment.getByRole('link', { name: `#${other}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Інший тікет' })).toBeVisible();
});
