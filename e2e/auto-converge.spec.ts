import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('auto-converge slows the guest until it converges, and says what that costs', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Never converging');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  await choosePreset(page, 'Slowed until it converges');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(page.getByRole('listitem').filter({ hasText: /^throttle: .*20 %/ })).toHaveCount(1);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const outcome = page.getByRole('tabpanel', { name: 'Outcome' });
  await expect(outcome).toContainText('Highest throttle');
  await expect(outcome).toContainText('Work lost');
  expect(await axe(page)).toEqual([]);
});
