import { expect, test } from '@playwright/test';
import { axe, openLab, pause, settled, verdict } from './lab.ts';

/** Four runs are computed and one is sought again. */
test.describe.configure({ timeout: 120_000 });

test('a preset, a term and a recent run are found by typing', async ({ page }) => {
  await openLab(page);
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Find' });
  const field = dialog.getByRole('searchbox');
  await expect(field).toBeFocused();
  expect(await axe(page)).toEqual([]);
  await field.fill('skip pre-copy');
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(dialog).toBeHidden();
  await pause(page);
  await expect(page.getByRole('button', { name: /Preset$/ })).toContainText('skip pre-copy');

  await page.getByRole('slider', { name: 'Downtime limit' }).press('ArrowRight');
  await settled(page);
  const edited = await verdict(page).textContent();
  await page.getByRole('button', { name: 'Find' }).click();
  await field.fill('idle guest');
  await dialog
    .getByRole('menuitem', { name: /^Idle guest/ })
    .first()
    .click();
  await pause(page);
  await expect(verdict(page)).not.toHaveText(edited!);
  await page.keyboard.press('Control+k');
  await field.fill('recent');
  await dialog
    .getByRole('menuitem', { name: /skip pre-copy/ })
    .first()
    .click();
  await pause(page);
  await expect(verdict(page)).toHaveText(edited!);

  await page.keyboard.press('Control+k');
  await field.fill('horon perpetually');
  await dialog.getByRole('menuitem').first().click();
  await expect(page).toHaveURL(/view=thread&claim=/);

  await page.keyboard.press('Control+k');
  await field.fill('no such thing anywhere');
  await expect(dialog.getByText('Nothing has these words.')).toBeVisible();
  await field.fill('glossary sync');
  await dialog.getByRole('menuitem', { name: /^sync/ }).first().click();
  await expect(page).toHaveURL(/view=learn/);
});
