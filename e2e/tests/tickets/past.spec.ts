import { department, expect, test } from '../../fixtures/app';
import { act, entry, expectField, openTicket, writeComment } from '../../fixtures/steps';

test('one walks back to any moment of a ticket, and sees who changed what', async ({ company, signIn }) => {
  const person = await company.hire('Бондар Олег', department.technical);
  await company.createTicket(company.admin, { subject: 'Станція мовчить', to: department.technical });
  const page = await signIn(person);
  await openTicket(page, 'Станція мовчить');
  const slider = page.getByRole('slider', { name: 'Повернутися в часі' });
  await expect(slider).toHaveCount(0);
  await act(page, 'Взяти в роботу');
  await writeComment(page, 'Їду на місце.');
  await act(page, 'На перевірку');
  await expectField(page, 'Статус', 'Перевіряється');

  await slider.focus();
  await page.keyboard.press('Home');
  await expectField(page, 'Статус', 'Новий');
  await expectField(page, 'Виконавець', 'Ніхто не взяв');
  await expect(page.getByText('Так тікет виглядав')).toBeVisible();
  await expect(entry(page, 'Їду на місце.')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expectField(page, 'Статус', 'В роботі');
  await page.getByRole('button', { name: 'До теперішнього' }).click();
  await expectField(page, 'Статус', 'Перевіряється');

  await page.getByRole('button', { name: 'Розмова' }).click();
  await expect(entry(page, 'Їду на місце.')).toBeVisible();
  await expect(entry(page, 'взято в роботу')).toHaveCount(0);
  await page.getByRole('button', { name: 'Зміни', exact: true }).click();
  await expect(entry(page, 'взято в роботу')).toBeVisible();
  await expect(entry(page, 'Їду на місце.')).toHaveCount(0);

  await page.getByRole('button', { name: 'Хто й коли змінив' }).click();
  const fields = page.getByRole('complementary', { name: 'Поля тікета' });
  await expect(fields).toContainText(new RegExp(`Статус\\s*Перевіряється\\s*${person.fullName} ·`));
  await expect(fields).toContainText(new RegExp(`Пріоритет\\s*(?:\\S+\\s*)?\\S+\\s*${company.admin.fullName} ·`));
});
