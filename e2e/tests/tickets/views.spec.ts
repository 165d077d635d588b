import { readFile } from 'node:fs/promises';

import { department, expect, test } from '../../fixtures/app';

test('a list is kept as a view: it counts live, is a URL, and can be changed', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const seed = (subject: string, priority?: 'high') =>
    company.createTicket(technician, { subject, to: department.technical, priority });
  await seed('Екран блимає', 'high');
  const taken = await seed('Кабель гріється', 'high');
  await company.take(technician, taken);
  await seed('Питання про тариф');
  const page = await signIn(technician);
  await page.getByRole('searchbox').fill('priority:>=high');
  await page.getByRole('button', { name: 'Без виконавця' }).click();
  const rows = page.getByRole('main').getByRole('listitem').getByRole('link');
  await expect(rows).toHaveText([/Екран блимає/]);

  await page.getByRole('button', { name: 'Дії зі списком' }).click();
  await page.getByRole('button', { name: 'Зберегти як добірку' }).click();
  const dialog = page.getByRole('dialog', { name: 'Нова добірка' });
  await expect(dialog.getByLabel('Умови')).toHaveValue(
    `dept:"${department.technical}" -status:closed assignee:none priority:>=high`,
  );
  await dialog.getByLabel('Назва').fill('Термінові нічиї');
  await dialog.getByLabel('Відділ').check();
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await expect(page).toHaveURL(/\/tickets\?saved=\d+$/);
  await expect(page.getByRole('heading', { name: 'Термінові нічиї' })).toBeVisible();
  const link = page.getByRole('navigation').getByRole('link', { name: 'Термінові нічиї' });
  await expect(link).toHaveText('Термінові нічиї1');
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(rows).toContainText([`#1 · ${department.technical}`]);

  await seed('Пожежа на станції', 'high');
  await expect(rows).toHaveCount(2);
  await expect(link).toHaveText('Термінові нічиї2');
  await rows.first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Пожежа на станції' })).toBeVisible();
  await expect(page).toHaveURL(/\/tickets\/4\?saved=\d+$/);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole('link', { name: 'Назад' }).click();

  await page.getByRole('button', { name: 'Дії зі списком' }).click();
  await page.getByRole('button', { name: 'Змінити добірку' }).click();
  const edit = page.getByRole('dialog', { name: 'Змінити добірку' });
  await edit.getByLabel('Умови').fill('екран');
  await edit.getByLabel('Назва').fill('Про екрани');
  await edit.getByRole('button', { name: 'Зберегти' }).click();
  await expect(page.getByRole('heading', { name: 'Про екрани' })).toBeVisible();
  await expect(rows).toHaveText([/Екран блимає/]);
});

test('a shared view is pinned and ordered by everybody for himself', async ({ company, expectRefusal, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const admin = await signIn(company.admin);
  await admin.getByRole('link', { name: 'Добірки' }).click();
  await expect(admin.getByText('Збережених добірок ще немає')).toBeVisible();
  for (const name of ['Усі критичні', 'Усі нічиї']) {
    await admin.getByRole('button', { name: 'Нова добірка' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Нова добірка' });
    await dialog.getByLabel('Назва').fill(name);
    await dialog.getByLabel('Умови').fill('-status:closed');
    await dialog.getByLabel('Спільна для всіх').check();
    await dialog.getByRole('button', { name: 'Зберегти' }).click();
    await expect(admin.getByRole('heading', { name })).toBeVisible();
    await admin.getByRole('link', { name: 'Добірки' }).click();
  }
  const page = await signIn(technician);
  const pinned = page.getByRole('navigation').getByRole('link', { name: /^Усі (критичні|нічиї)/ });
  await expect(pinned).toHaveText(['Усі критичні', 'Усі нічиї']);
  await page.getByRole('link', { name: 'Добірки' }).click();
  await page.getByRole('button', { name: 'Пересунути «Усі нічиї» вище' }).click();
  await expect(pinned).toHaveText(['Усі нічиї', 'Усі критичні']);
  await page.getByRole('button', { name: 'Прибрати «Усі критичні» з навігації' }).click();
  await expect(pinned).toHaveText(['Усі нічиї']);
  await expect(page.getByRole('button', { name: 'Видалити добірку «Усі нічиї»' })).toBeHidden();
  await page.reload();
  await expect(pinned).toHaveText(['Усі нічиї']);

  const address = await pinned.first().getAttribute('href');
  await admin.getByRole('button', { name: 'Видалити добірку «Усі нічиї»' }).click();
  await admin.getByRole('dialog', { name: 'Видалити добірку' }).getByRole('button', { name: 'Видалити добірку' }).click();
  await expect(admin.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await page.goto(address ?? '');
  await expect(page.getByText('Такої добірки немає')).toBeVisible();

  expectRefusal(400, /\/views$/, 'the conditions are wrong');
  await page.goto('/views');
  await page.getByRole('button', { name: 'Нова добірка' }).click();
  const dialog = page.getByRole('dialog', { name: 'Нова добірка' });
  await dialog.getByLabel('Назва').fill('Хибний');
  await dialog.getByLabel('Умови').fill('status:odd');
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await expect(dialog.getByText('Такого значення немає.')).toBeVisible();
});

test('a list is taken away as a file', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(technician, { subject: 'Екран блимає', to: department.technical });
  await company.createTicket(technician, { subject: 'Кабель гріється', to: department.technical });
  const page = await signIn(technician);
  await page.getByRole('searchbox').fill('екран');
  await expect(page.getByRole('main').getByRole('listitem').getByRole('link')).toHaveCount(1);
  for (const [item, name] of [
    ['Завантажити як CSV', 'tickets.csv'],
    ['Завантажити як Excel', 'tickets.xlsx'],
  ] as const) {
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: item }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    const content = await readFile(await file.path(), 'utf8');
    if (name === 'tickets.csv') {
      expect(content).toContain('Екран блимає');
      expect(content).not.toContain('Кабель гріється');
    } else {
      expect(content.startsWith('PK')).toBe(true);
    }
  }
});
