import { expect, test } from '@playwright/test';
import { chooseRule, openLab, settled, tracking, verdict } from './lab.ts';

test('a person who arrives sees a migration past its first pass, moving', async ({ page }) => {
  await page.goto('/');
  await expect(verdict(page)).toHaveText(/^Does not converge/);
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Transport' })).toContainText('pass 2');
  const time = () => page.getByRole('slider', { name: 'Simulated time' }).inputValue();
  const before = Number(await time());
  await expect.poll(async () => Number(await time())).toBeGreaterThan(before);
});

test('each of the three switches changes the verdict', async ({ page }) => {
  await openLab(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops the guest for \d+ ms, inside its limit of 300 ms/);
  await tracking(page, 'Type1');
  await expect(verdict(page)).toHaveText(/^Does not converge/);
  await tracking(page, 'Nobody');
  await chooseRule(page, 'Skip pre-copy');
  await expect(verdict(page)).toHaveText(
    /^Stops the guest for .* s: pre-copy is skipped and .* sent while it is stopped/,
  );
  await chooseRule(page, 'Mark everything dirty');
  await page.getByRole('textbox', { name: 'Downtime limit, as text' }).fill('10 s');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText(/^Stops the guest for .* s, inside its limit of 10 s/);
});

test('the rules that refuse and that lose pages say so, in QEMU’s words where it has some', async ({ page }) => {
  await openLab(page);
  await chooseRule(page, 'Refuse to migrate');
  await expect(verdict(page)).toHaveText(/refuses/);
  await expect(page.getByRole('status').filter({ has: verdict(page) })).toContainText(
    "VFIO device doesn't support migration",
  );
  await page.getByRole('button', { name: /Rule when nobody does$/ }).click();
  await page.getByRole('option', { name: 'Do not ask' }).click();
  await settled(page);
  await expect(verdict(page)).toHaveText(/^Completes, and loses [\d,]+ pages without a word/);
});
