import { expect, test } from '@playwright/test';
import { choosePreset, openLab, settled, toTheEnd } from './lab.ts';

test('the inspector lists every check and walks from decision to decision', async ({ page }) => {
  await openLab(page);
  const panel = page.getByRole('tabpanel', { name: 'Decision' });
  const ids = Array.from({ length: 15 }, (_, i) => `C${i}`);
  const checks = await panel.getByRole('listitem').allInnerTexts();
  expect(checks.map((text) => /^C\d+/.exec(text)?.[0])).toEqual(ids);
  const number = async () => Number(/decision ([\d,]+) of/.exec(await panel.innerText())?.[1]);
  const before = await number();
  await panel.getByRole('button', { name: 'Next decision' }).click();
  await expect.poll(number).toBe(before + 1);
  await panel.getByRole('button', { name: 'Previous decision' }).click();
  await expect.poll(number).toBe(before);
});

test('the last decision stops the guest, and says by which comparison', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await toTheEnd(page);
  const panel = page.getByRole('tabpanel', { name: 'Decision' });
  await expect(panel.getByRole('heading', { name: 'Stop the guest' })).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: 'May the guest stop?' })).toContainText('yes');
});

test('the monitor answers for this instant', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await page.getByRole('tab', { name: 'Monitor' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Monitor' });
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  await panel.getByText('query-migrate', { exact: true }).click();
  await expect(panel).toContainText('"status": "active"');
  await expect(panel).toContainText('"dirty-sync-count": 2');
  await toTheEnd(page);
  await expect(panel).toContainText('"status": "completed"');
  await panel.getByText('info migrate', { exact: true }).click();
  await expect(panel).toContainText('Migration status: completed');
  await panel.getByText('Events', { exact: true }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'STOP' })).toHaveCount(1);
});

test('after the end the downtime stands part by part', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Untracked: skip pre-copy');
  await toTheEnd(page);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Outcome' });
  await expect(panel).toContainText('The guest stands still for');
  for (const part of ['CPUs stop', 'device stops', 'RAM', 'device state']) await expect(panel).toContainText(part);
});
