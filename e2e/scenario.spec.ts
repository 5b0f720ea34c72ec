import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { choosePreset, digest, openLab, pause, settled, tracking, verdict } from './lab.ts';

test('every preset can be chosen and reaches a verdict', async ({ page }) => {
  test.slow();
  await openLab(page);
  const picker = page.getByRole('button', { name: /Preset$/ });
  await picker.click();
  const presets = await page.getByRole('listbox').getByRole('option').count();
  await page.keyboard.press('Escape');
  expect(presets).toBeGreaterThanOrEqual(14);
  for (let i = 0; i < presets; i++) {
    await picker.click();
    await page.getByRole('listbox').getByRole('option').nth(i).click();
    await pause(page);
    await expect(verdict(page)).toHaveText(/\.$/);
  }
});

test('a change can be taken back and made again', async ({ page }) => {
  await openLab(page);
  const before = await digest(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  const after = await digest(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => digest(page)).toBe(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => digest(page)).toBe(after);
});

test('a value is typed with its unit, and an impossible one is explained', async ({ page }) => {
  await openLab(page);
  const limit = page.getByRole('textbox', { name: 'Downtime limit, as text' });
  await limit.fill('2001 s');
  await page.keyboard.press('Enter');
  await expect(
    page.getByText("Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms"),
  ).toBeVisible();
  await limit.fill('1.5 s');
  await page.keyboard.press('Enter');
  await expect(limit).toHaveValue('1.5 s');
  await page.getByRole('button', { name: 'Open all' }).click();
  const ram = page.getByRole('textbox', { name: 'Guest RAM, as text' });
  await ram.fill('8 GiB');
  await page.keyboard.press('Enter');
  await settled(page);
  await expect(page.getByRole('region', { name: 'Pages' })).toContainText('2,097,282 pages');
});

test('a scenario is saved as a file and opened again', async ({ page }) => {
  await openLab(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  const saved = await digest(page);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the scenario as a file' }).click();
  const file = await (await waiting).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 2 });
  await choosePreset(page, 'Idle guest');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a scenario file' }).click();
  await (await choosing).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await expect.poll(() => digest(page)).toBe(saved);
});
