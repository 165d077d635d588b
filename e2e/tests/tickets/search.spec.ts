import { department, expect, test } from '../../fixtures/app';

test('the whole desk is searched while one types, in any layout, with the place that fits', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const accountant = await company.hire('Ткачук Тарас', department.finance);
  const subject = await company.createTicket(technician, { subject: 'Зарядка не починається', to: department.technical });
  const talk = await company.createTicket(technician, {
    subject: 'Кабель гріється',
    to: department.technical,
    station: 'KYIV-017',
  });
  await company.comment(technician, talk, 'Після зарядки <b>дуже</b> гаряче');
  const page = await signIn(technician);
  await page.getByRole('link', { name: 'Пошук' }).click();
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByText('Що шукаємо?')).toBeVisible();

  const field = page.getByRole('searchbox');
  const hits = page.getByRole('main').getByRole('listitem');
  await field.fill('pfhzlrf');
  await expect(hits).toHaveCount(2);
  await expect(hits.nth(0)).toContainText('Зарядка не починається');
  await expect(hits.nth(0).locator('mark')).toHaveText('Зарядка');
  await expect(hits.nth(1)).toContainText('Після зарядки <b>дуже</b> гаряче');
  await expect(hits.nth(1).locator('mark')).toHaveText('зарядки');
  await page.reload();
  await expect(hits).toHaveCount(2);
  await field.fill('kyiv-017');
  await expect(hits).toHaveCount(1);
  await field.fill('ніде такого немає');
  await expect(page.getByText('Нічого не знайдено')).toBeVisible();
  await field.fill(`#${subject}`);
  await hits.first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Зарядка не починається' })).toBeVisible();

  // Somebody else finds nothing of it.
  const other = await signIn(accountant);
  await other.goto('/search?q=зарядка');
  await expect(other.getByText('Нічого не знайдено')).toBeVisible();
});

test('a list takes a query, and says which part of it is wrong', async ({ company, expectRefusal, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const taken = await company.createTicket(technician, { subject: 'Екран темний', to: department.technical, priority: 'high' });
  await company.take(technician, taken);
  await company.createTicket(technician, { subject: 'Екран блимає', to: department.technical, priority: 'low' });
  const page = await signIn(technician);
  const rows = page.getByRole('region', { name: 'Моя черга' }).getByRole('listitem').getByRole('link');
  await expect(rows).toHaveCount(2);

  const field = page.getByRole('searchbox');
  await field.fill('екран пріоритет:>=high виконавець:бондар');
  await expect(rows).toHaveText([/Екран темний/]);
  await page.reload();
  await expect(rows).toHaveText([/Екран темний/]);
  await field.fill('екран -assignee:me created:>2020-01-01');
  await expect(rows).toHaveText([/Екран блимає/]);
  expectRefusal(400, /\/tickets$/, 'the query is wrong');
  await field.fill('екран dept:юристи age:>x');
  await expect(page.getByText('Запит незрозумілий')).toBeVisible();
  await expect(page.getByText('«age:>x»')).toBeHidden();
  await expect(page.getByText('«x»: Такого значення немає.')).toBeVisible();
  await field.fill('екран dept:юристи');
  await expect(page.getByText('«dept:юристи»')).toBeVisible();
  await page.getByRole('button', { name: 'Очистити пошук' }).click();
  await expect(rows).toHaveCount(2);
});

test('similar open tickets are offered while a subject is typed, and beside a ticket', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const known = await company.createTicket(technician, {
    subject: 'Станція не відпускає конектор',
    to: department.technical,
    station: 'KYIV-017',
  });
  await company.createTicket(technician, { subject: 'Повернення коштів', to: department.technical });
  const page = await signIn(technician);
  await page.goto('/tickets/new');
  await page.getByRole('textbox', { name: 'Тема' }).fill('Станції не відпускають конектори');
  const offered = page.getByRole('link', { name: `#${known} · Станція не відпускає конектор` });
  await expect(offered).toBeVisible();
  await expect(page.getByRole('link', { name: 'Повернення коштів' })).toHaveCount(0);
  await offered.click();
  await expect(page.getByRole('heading', { name: 'Станція не відпускає конектор' })).toBeVisible();
  await expect(page.getByText('Схожі відкриті тікети')).toBeHidden();
  // What was typed is still there.
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Тема' })).toHaveValue('Станції не відпускають конектори');
});
