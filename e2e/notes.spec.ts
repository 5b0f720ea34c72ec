import { expect, test } from '@playwright/test';
import { axe, openLab, settled } from './lab.ts';

test('a remark on an instant and on pages goes along in the link', async ({ page, context }) => {
  await openLab(page);
  await page.keyboard.press('n');
  const field = page.getByRole('textbox', { name: /^Note on/ });
  await expect(field).toBeFocused();
  await field.fill('The second pass begins here.');
  await page.getByRole('button', { name: 'Keep the note' }).click();

  const cursor = page.getByRole('slider', { name: 'Page cursor, source' });
  await cursor.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Note on them' }).click();
  await field.fill('Written in every pass.');
  await field.press('Control+Enter');
  const notes = page.getByRole('tabpanel', { name: /^Notes/ }).getByRole('listitem');
  await expect(notes).toHaveCount(2);
  expect(await axe(page)).toEqual([]);
  await settled(page);
  await expect(page).toHaveURL(/s=2\./);

  const address = page.url();
  const other = await context.newPage();
  await other.goto(address);
  await settled(other);
  await other.getByRole('tab', { name: /^Notes/ }).click();
  const theirs = other.getByRole('tabpanel', { name: /^Notes/ }).getByRole('listitem');
  await expect(theirs).toHaveCount(2);
  await expect(theirs.nth(1)).toContainText('Written in every pass.');
  await other.getByRole('button', { name: 'Take note 2 away' }).click();
  await expect(theirs).toHaveCount(1);
});
