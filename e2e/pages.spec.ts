import { expect, test } from '@playwright/test';
import { choosePreset, openLab, settled, toTheEnd } from './lab.ts';

test('a click on a cell tells what happened to a page', async ({ page }) => {
  await openLab(page);
  await page.getByRole('slider', { name: 'Page cursor, source' }).click({ position: { x: 80, y: 10 } });
  await settled(page);
  await page.getByRole('tab', { name: 'Page' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText(/pc\.ram/);
  await expect(panel).toContainText(/sent/);
});

test('the maps zoom to a RAM block and to single pages, and back', async ({ page }) => {
  await openLab(page);
  const maps = page.getByRole('region', { name: 'Pages' });
  await maps.getByRole('combobox', { name: 'RAM block' }).selectOption({ label: 'pc.bios, 64 pages' });
  await settled(page);
  await expect(maps).toContainText('64 pages, a cell each');
  await maps.getByRole('button', { name: 'VM' }).click();
  await settled(page);
  await expect(maps).toContainText('1,048,706 pages');
});

test('the page cursor walks by keyboard and says where it is', async ({ page }) => {
  await openLab(page);
  const cursor = page.getByRole('slider', { name: 'Page cursor, source' });
  await cursor.focus();
  const before = await cursor.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(cursor).not.toHaveAttribute('aria-valuetext', before ?? '');
  await page.keyboard.press('Enter');
  await settled(page);
  await expect(page.getByRole('tabpanel', { name: 'Page' })).toContainText('pc.ram');
});

test('from a verdict of lost pages to the write that nobody reported in two clicks', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Untracked: do not ask');
  await toTheEnd(page);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('nobody reported it');
  await panel
    .getByRole('button', { name: /^pc\.ram pages/ })
    .or(panel.getByRole('link', { name: /^pc\.ram pages/ }))
    .first()
    .click();
  await settled(page);
  await expect(page.getByRole('tabpanel', { name: 'Page' })).toContainText(/untracked|nobody/);
});
