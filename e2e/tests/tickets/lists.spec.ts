import { type Page } from '@playwright/test';

import { type Company, type Person, department, expect, test } from '../../fixtures/app';
import { openList, openTicket, row } from '../../fixtures/steps';

test('filters live in the address: reload keeps them, "back" undoes them', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const taken = await company.createTicket(technician, {
    subject: 'Станція перегрівається',
    to: department.technical,
    station: 'KYIV-017',
    priority: 'critical',
  });
  await company.take(technician, taken);
  await company.createTicket(technician, { subject: 'Екран не світиться', to: department.technical, clientType: 'b2b' });
  const page = await signIn(technician);
  const hot = row(page, 'Станція перегрівається');
  const dark = row(page, 'Екран не світиться');
  await expect(hot).toBeVisible();
  await expect(dark).toBeVisible();

  await page.getByRole('button', { name: 'Статус: Новий' }).click();
  await expect(page).toHaveURL(/status=new/);
  await expect(page.getByRole('button', { name: 'Статус: Новий', pressed: true })).toBeVisible();
  await expect(hot).toBeHidden();
  await expect(dark).toBeVisible();
  await page.getByRole('button', { name: 'Інші фільтри' }).click();
  await page.getByRole('combobox', { name: 'Тип клієнта' }).selectOption('B2C');
  await expect(page).toHaveURL(/client_type=b2c/);
  await expect(page.getByText('Нічого не знайдено')).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL((url) => url.searchParams.get('status') === 'new' && !url.searchParams.has('client_type'));
  await expect(page.getByRole('combobox', { name: 'Тип клієнта' })).toHaveValue('');
  await expect(dark).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Статус: Новий', pressed: true })).toBeVisible();
  await expect(dark).toBeVisible();
  await expect(hot).toBeHidden();

  // A ticket that is opened from the list keeps its filters, and "back" leads to the same list.
  await openTicket(page, 'Екран не світиться');
  await expect(page).toHaveURL(/\/tickets\/\d+\?.*status=new/);
  await page.goBack();
  await expect(page).toHaveURL(/\/tickets\?.*status=new/);
  await page.getByRole('button', { name: 'Скинути фільтри' }).click();
  await expect(hot).toBeVisible();
  await expect(dark).toBeVisible();
});

test('a list can be searched, sorted and narrowed to a station', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const first = await company.createTicket(technician, { subject: 'Конектор CCS заклинило', to: department.technical });
  await company.createTicket(technician, {
    subject: 'Не приймає картку',
    to: department.technical,
    station: 'LVIV-002',
    priority: 'low',
  });
  await company.createTicket(technician, {
    subject: 'Запах гару',
    to: department.technical,
    station: 'LVIV-002',
    priority: 'critical',
  });
  const page = await signIn(technician);
  const rows = page.getByRole('region', { name: 'Моя черга' }).getByRole('listitem').getByRole('link');
  await expect(rows).toHaveText([/Запах гару/, /Не приймає картку/, /Конектор CCS/]);

  const search = page.getByRole('searchbox', { name: 'Пошук' });
  await search.fill('конектор');
  await expect(rows).toHaveText([/Конектор CCS/]);
  await expect(page).toHaveURL((url) => url.searchParams.get('query') === 'конектор');
  await search.fill(`#${first}`);
  await expect(rows).toHaveText([/Конектор CCS/]);
  await page.getByRole('button', { name: 'Очистити пошук' }).click();
  await expect(rows).toHaveCount(3);

  await page.getByRole('button', { name: 'Інші фільтри' }).click();
  await page.getByLabel('Порядок').selectOption('Спершу старі');
  await expect(rows).toHaveText([/Конектор CCS/, /Не приймає картку/, /Запах гару/]);
  await page.getByLabel('Порядок').selectOption('Спершу термінові');
  await expect(rows).toHaveText([/Запах гару/, /Конектор CCS/, /Не приймає картку/]);
  await page.getByLabel('Порядок').selectOption('Спершу нові');

  await openTicket(page, 'Запах гару');
  await page.getByRole('complementary', { name: 'Поля тікета' }).getByRole('link', { name: 'LVIV-002', exact: true }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get('station_number') === 'LVIV-002');
  const all = page.getByRole('region', { name: 'Усі видимі' }).getByRole('listitem').getByRole('link');
  await expect(all).toHaveText([/Запах гару/, /Не приймає картку/]);
});

test('a long list loads more rows and the counters follow', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await createMany(company, technician, 60);
  const page = await signIn(technician);
  const queue = page.getByRole('navigation').getByRole('link', { name: 'Моя черга' });
  await expect(queue).toContainText('60');
  await expect(row(page, 'Звернення номер 60')).toBeVisible();
  await scrollToEnd(page, /^.*Звернення номер 1 .*#1 /);

  await company.take(technician, 60);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Призначені мені' })).toContainText('1');
  await openList(page, 'Призначені мені');
  await expect(row(page, 'Звернення номер 60')).toContainText('В роботі');
});

test('the end of a list that is reached while the list is loaded again is not forgotten', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await createMany(company, technician, 60);
  const page = await signIn(technician);
  await expect(row(page, 'Звернення номер 60')).toBeVisible();
  const lists = /\/api\/v1\/tickets\?/;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(lists, async (route) => {
    await released;
    await route.continue();
  });
  const again = page.waitForRequest(lists);
  await company.createTicket(technician, { subject: 'Звернення номер 61', to: department.technical });
  await again;
  await page.getByRole('button', { name: 'Показати ще' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Показати ще' })).toBeInViewport();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  release();
  await scrollToEnd(page, /^.*Звернення номер 1 .*#1 /);
  await page.locator('.rows').evaluate((list) => list.scrollTo(0, 0));
  await expect(row(page, 'Звернення номер 61')).toBeAttached();
});

test('of a long list only what is in sight is drawn, and a change of what is out of sight is seen when one comes there', async ({
  company,
  signIn,
}) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await createMany(company, technician, 120);
  const page = await signIn(technician);
  const links = page.getByRole('region', { name: 'Моя черга' }).getByRole('listitem').getByRole('link');
  await expect(row(page, 'Звернення номер 120')).toBeVisible();
  await scrollToEnd(page, /^.*Звернення номер 1 .*#1 /);
  expect(await links.count()).toBeLessThan(80);
  await expect(row(page, 'Звернення номер 120')).toHaveCount(0);
  await company.take(technician, 120);
  await company.createTicket(technician, { subject: 'Звернення номер 121', to: department.technical });
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Моя черга' })).toContainText('121');
  await page.locator('.rows').evaluate((list) => list.scrollTo(0, 0));
  await expect(links.first()).toContainText('Звернення номер 121');
  await expect(row(page, 'Звернення номер 120')).toContainText('В роботі');
  await expect(links.nth(2)).toContainText('Звернення номер 119');
});

/** Scrolls down until the last row is drawn. */
async function scrollToEnd(page: Page, last: RegExp) {
  await expect(async () => {
    await page.locator('.rows').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expect(row(page, last)).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** Tickets of the technical department, the newest with the highest number. */
async function createMany(company: Company, creator: Person, count: number) {
  for (let number = 1; number <= count; number += 1) {
    await company.createTicket(creator, { subject: `Звернення номер ${number}`, to: department.technical });
  }
}

test('a list that is left before it is drawn harms nothing', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(technician, { subject: 'Екран не світиться', to: department.technical });
  const page = await signIn(technician);
  await page.addInitScript(() => {
    // A slow machine: what is to be drawn next comes after the person has gone on.
    window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), 400);
  });
  await page.reload();
  await expect(row(page, 'Екран не світиться')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Новий тікет' })).toBeVisible();
  // All that was to be drawn has been drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  await page.goBack();
  await expect(row(page, 'Екран не світиться')).toBeVisible();
});

test('rows of one line are chosen once and stay', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  for (let number = 1; number <= 40; number += 1) {
    await company.createTicket(technician, { subject: `Станція ${number}`, to: department.technical });
  }
  const page = await signIn(technician);
  const height = async () => (await row(page, 'Станція 40').boundingBox())!.height;
  const roomy = await height();
  const oneLine = page.getByRole('checkbox', { name: 'Рядки в одну лінію' });
  await openLook(page);
  await oneLine.check();
  await expect.poll(height).toBeLessThan(roomy * 0.75);
  await page.reload();
  await expect(row(page, 'Станція 40')).toBeVisible();
  expect(await height()).toBeLessThan(roomy * 0.75);
  await row(page, 'Станція 20').scrollIntoViewIfNeeded();
  await expect(row(page, 'Станція 20')).toBeInViewport();
  await openLook(page);
  await oneLine.uncheck();
  await page.reload();
  await expect(row(page, 'Станція 40')).toBeVisible();
  expect(await height()).toBe(roomy);
});

test('a list is grouped by status, priority or assignee, and its rows show what one chooses', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const colleague = await company.hire('Ткаченко Павло', department.technical);
  const make = (subject: string, priority: 'high' | 'low') =>
    company.createTicket(technician, { subject, to: department.technical, priority, station: 'KYIV-017' });
  await make('Екран не світиться', 'high');
  const stuck = await make('Кабель застряг', 'low');
  await company.take(colleague, await make('Запах гару', 'high'));
  const page = await signIn(technician);
  await openLook(page);
  await page.getByRole('combobox', { name: 'Групувати за полем' }).selectOption('Виконавець');
  await page.getByRole('checkbox', { name: 'Номер станції' }).check();
  await page.getByRole('checkbox', { name: 'Відділ' }).check();
  await page.keyboard.press('Escape');

  const headings = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(headings).toHaveText([/^Ніхто не взяв\s*2$/, /^Ткаченко Павло\s*1$/]);
  await expect(row(page, 'Кабель застряг')).toContainText(`KYIV-017 · ${department.technical}`);
  await expect(row(page, 'Кабель застряг')).not.toContainText('B2C');

  // What others do moves tickets between the groups.
  await company.take(colleague, stuck);
  await expect(headings).toHaveText([/^Ніхто не взяв\s*1$/, /^Ткаченко Павло\s*2$/]);
  await page.getByRole('button', { name: 'Ткаченко Павло' }).click();
  await expect(row(page, 'Запах гару')).toBeHidden();
  await expect(row(page, 'Екран не світиться')).toBeVisible();

  await page.reload();
  await expect(headings).toHaveText([/^Ніхто не взяв\s*1$/, /^Ткаченко Павло\s*2$/]);
  await expect(row(page, 'Екран не світиться')).toBeVisible();
  await expect(row(page, 'Запах гару')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(row(page, 'Запах гару')).toBeFocused();
  await openLook(page);
  await page.getByRole('combobox', { name: 'Групувати за полем' }).selectOption('Пріоритет');
  await page.keyboard.press('Escape');
  await expect(headings).toHaveText([/^Високий\s*2$/, /^Низький\s*1$/]);
  await page.getByRole('button', { name: 'Статус: В роботі' }).click();
  await expect(headings).toHaveText([/^Високий\s*1$/, /^Низький\s*1$/]);
});

async function openLook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Дії зі списком' }).click();
  await page.getByRole('button', { name: 'Вигляд списку' }).click();
}
