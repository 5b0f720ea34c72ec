import { expect, test } from '@playwright/test';
import { axe, choosePreset, digest, openLab, settled } from './lab.ts';

test('a formula is switched on: its line and its error; the run stays as it is', async ({ page }) => {
  await openLab(page);
  const panel = page.getByRole('region', { name: 'Compare with a formula' });
  const curve = page.getByRole('region', { name: 'Remaining to send' });
  await expect(panel.getByRole('table')).toHaveCount(0);

  // The first visit's run never ends, for its device's writes are not seen: no formula knows of devices.
  const uniform = panel.getByRole('switch', { name: 'Uniform writer' });
  await uniform.focus();
  await page.keyboard.press('Space');
  await expect(uniform).toBeChecked();
  expect(await page.evaluate(() => window.scrollY), 'the column scrolls to it, not the page').toBe(0);
  const row = panel.getByRole('row', { name: /^Uniform writer/ });
  await expect(panel.getByRole('row', { name: /^This run/ })).toContainText(/never\sends/);
  await expect(row).toContainText('wrong');

  await choosePreset(page, 'Converging');
  const before = await digest(page);
  await expect(row).toContainText(/\d\ss[+−]\d+(\.\d)?\s%\d+\sms/);
  await panel.getByText('CloudSim Plus', { exact: true }).click();
  await expect(panel.getByRole('row', { name: /^CloudSim Plus/ })).toContainText('%');
  await expect(panel).toContainText('RAM in use / (bandwidth × 0.5)');
  await expect(curve.getByText('CloudSim Plus')).toBeAttached();
  await settled(page);
  expect(await axe(page)).toEqual([]);
  expect(await digest(page)).toBe(before);

  await uniform.focus();
  await page.keyboard.press('Space');
  await expect(row).toHaveCount(0);
});
