import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { type Page, expect, test } from '@playwright/test';

import { logIn } from '../fixtures/app';
import { Desk } from '../fixtures/desk';

/** Where the pictures go. */
const OUT = process.env['DESK_SHOTS'] ?? 'shots-results';
const WIDTHS = [360, 768, 1280, 1920];
const HEIGHT = 900;
const ADMIN = { email: 'admin@example.com', password: 'demo-password' };

/** A screen: its name, and how one comes there. */
const SCREENS: [string, (page: Page) => Promise<void>][] = [
  ['queue', (page) => open(page, '/tickets?view=queue')],
  ['all', (page) => open(page, '/tickets?view=all')],
  ['filters', async (page) => {
    await open(page, '/tickets?view=all');
    await page.getByRole('button', { name: 'Інші фільтри' }).click();
  }],
  ['empty', (page) => open(page, '/tickets?view=all&query=station:NOWHERE-999')],
  ['ticket', openFirst],
  ['redirect', async (page) => {
    await openFirst(page);
    await page.getByRole('button', { name: 'Перенаправити' }).filter({ visible: true }).first().click();
    await page.getByRole('dialog').waitFor();
  }],
  ['palette', async (page) => {
    await open(page, '/tickets?view=all&query=status:new');
    await page.locator('.desk-list .row').first().click();
    await page.getByRole('form', { name: 'Новий коментар' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
  }],
  ['board', async (page) => {
    await open(page, '/tickets?view=all');
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Показати дошкою' }).click();
    await page.locator('.board-card').first().waitFor();
  }],
  ['groups', async (page) => {
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Показати списком' }).click();
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Вигляд списку' }).click();
    await page.getByRole('combobox', { name: 'Групувати за полем' }).selectOption('Виконавець');
    await page.keyboard.press('Escape');
    await page.locator('.group .row').first().waitFor();
  }],
  ['look', async (page) => {
    await page.getByRole('button', { name: 'Дії зі списком' }).click();
    await page.getByRole('button', { name: 'Вигляд списку' }).click();
    await page.getByRole('combobox', { name: 'Групувати за полем' }).selectOption('Без груп');
  }],
  ['list', async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.desk-list .row').first().waitFor();
  }],
  ['new', (page) => open(page, '/tickets/new')],
  ['search', async (page) => {
    await open(page, '/search');
    await page.getByRole('searchbox').last().fill('конектор');
    await page.locator('.hits .row').first().waitFor();
  }],
  ['views', (page) => open(page, '/views')],
  ['notifications', (page) => open(page, '/notifications')],
  ['profile', (page) => open(page, '/profile')],
  ['departments', (page) => open(page, '/admin/departments')],
  ['employees', (page) => open(page, '/admin/employees')],
  ['settings', (page) => open(page, '/admin/settings')],
  ['texts', async (page) => {
    await open(page, '/texts');
    await expect(page.getByRole('main')).toContainText(/Швидких текстів ще немає|;перезавантаження/);
    if (await page.getByText('Швидких текстів ще немає').isVisible()) {
      await addText(page, 'перезавантаження станції', 'Вимкніть станцію автоматом на **30 секунд** і ввімкніть знову.', true);
      await addText(page, 'їду', 'Виїхав, буду за 20 хвилин.', false);
    }
  }],
  ['completion', async (page) => {
    await openFirst(page);
    // A draft of the picture before may be there.
    const field = page.getByRole('textbox', { name: 'Коментар' });
    await field.fill('');
    await field.pressSequentially(';');
    await page.getByRole('option').first().waitFor();
  }],
  ['preview', async (page) => {
    const field = page.getByRole('textbox', { name: 'Коментар' });
    await field.fill('Перевірив **журнал OCPP**:\n\n- помилка `0x21`\n- живлення є');
    await page.getByRole('button', { name: 'Перегляд' }).click();
    await page.getByRole('button', { name: 'Повернутися до тексту' }).waitFor();
  }],
  ['waiting', async (page) => {
    await openFirst(page);
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'Коментар' }).fill('Замінив запобіжник, зв’язку тут немає.');
    await page.getByRole('button', { name: 'Надіслати', exact: true }).click();
    await page.getByText('Ще не на сервері').click();
  }],
];

async function openFirst(page: Page): Promise<void> {
  await open(page, '/tickets?view=all&query=status:in_progress');
  await page.locator('.desk-list .row').first().click();
  await page.getByRole('form', { name: 'Новий коментар' }).waitFor();
}

async function addText(page: Page, name: string, body: string, shared: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Додати швидкий текст' }).click();
  const dialog = page.getByRole('dialog', { name: 'Швидкий текст' });
  await dialog.getByLabel('Назва').fill(name);
  await dialog.getByLabel('Текст', { exact: true }).fill(body);
  await dialog.getByLabel('Доступний усім').setChecked(shared);
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await page.getByRole('listitem').filter({ hasText: `;${name}` }).waitFor();
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('load');
}

let desk: Desk;

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  await mkdir(OUT, { recursive: true });
  desk = await Desk.demo();
});
test.afterAll(() => desk.stop());

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of WIDTHS) {
    test(`pictures in ${width} px, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({
        baseURL: desk.url,
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width, height: HEIGHT },
        hasTouch: width < 500,
      });
      const page = await context.newPage();
      const shoot = async (name: string) => {
        // Nothing is loading any more.
        await expect(page.locator('.skeleton:visible')).toHaveCount(0);
        await page.screenshot({ path: join(OUT, `${name}-${width}-${colorScheme}.png`) });
      };
      await page.goto('/login');
      await page.getByLabel('Email').waitFor();
      await shoot('login');
      await logIn(page, ADMIN);
      await page.getByRole('heading', { level: 1, name: 'Моя черга' }).waitFor();
      for (const [name, show] of SCREENS) {
        await show(page);
        await shoot(name);
      }
      await context.close();
    });
  }
}
