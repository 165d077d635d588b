import { department, expect, test } from '../../fixtures/app';

test('a list is a board: cards are dragged and moved by keys where the rules allow it', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  const colleague = await company.hire('Ткаченко Павло', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const theirs = await company.createTicket(company.admin, { subject: 'Запах гару', to: colleague });
  await company.take(colleague, theirs);
  const page = await signIn(technician);
  await page.getByRole('button', { name: 'Дії зі списком' }).click();
  await page.getByRole('button', { name: 'Показати дошкою' }).click();
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = (name: string, subject: string) => column(name).getByRole('link', { name: subject });
  await expect(card('Новий', 'Станція мовчить')).toBeVisible();
  await expect(card('В роботі', 'Запах гару')).toBeVisible();

  // A column that does not accept a card says why, and nothing happens there.
  await card('Новий', 'Станція мовчить').hover();
  await page.mouse.down();
  await column('Перевіряється').hover();
  await column('Перевіряється').hover();
  await expect(column('Перевіряється')).toContainText('перехід неможливий');
  await page.mouse.up();
  await expect(card('Новий', 'Станція мовчить')).toBeVisible();

  await card('Новий', 'Станція мовчить').dragTo(column('В роботі'));
  await expect(card('В роботі', 'Станція мовчить')).toBeVisible();
  await expect(card('Новий', 'Станція мовчить')).toHaveCount(0);
  await expect(page.getByText('зміни збережено')).toBeVisible();

  // Step by step with the keyboard, over a column that is not wanted.
  await card('В роботі', 'Станція мовчить').press('Shift+ArrowRight');
  await expect(card('Очікування', 'Станція мовчить')).toBeVisible();
  await expect(card('Очікування', 'Станція мовчить')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '«Станція мовчить»: тепер «Очікування»' })).toBeAttached();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(card('Перевіряється', 'Станція мовчить')).toBeVisible();

  // It opens as from a list, and the board is there again.
  await card('Перевіряється', 'Станція мовчить').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Станція мовчить' })).toBeVisible();
  await page.goBack();
  await expect(card('Перевіряється', 'Станція мовчить')).toBeVisible();
  await page.reload();
  await expect(card('Перевіряється', 'Станція мовчить')).toBeVisible();
});

test('on a phone a card is drawn by its grip, beyond the edge of the screen too', async ({ company, signIn }) => {
  const technician = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const page = await signIn(technician, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  await page.getByRole('button', { name: 'Дії зі списком' }).tap();
  await page.getByRole('button', { name: 'Показати дошкою' }).tap();
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = (name: string) => column(name).getByRole('link', { name: 'Станція мовчить' });
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const grip = (await card('Новий').locator('.board-grip').boundingBox())!;
  const y = grip.y + grip.height / 2;
  await touch('touchStart', grip.x + grip.width / 2, y);
  await expect(column('В роботі')).toHaveClass(/board-accepts/);
  // The finger at the edge brings the next column.
  const isThere = async () => (await column('В роботі').boundingBox())!.x < 180;
  for (let step = 0; !(await isThere()); step += 1) {
    await touch('touchMove', 350 - (step % 2), y);
  }
  await touch('touchMove', 300, y);
  await touch('touchEnd');
  await expect(card('В роботі')).toBeVisible();
  await expect(card('Новий')).toHaveCount(0);
  await expect(page.getByText('зміни збережено')).toBeVisible();
});
