import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('dirty-limit makes each vCPU sleep until the guest converges, and says how much', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'A limit for each vCPU');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  const lane = page.getByRole('listitem').filter({ hasText: /^asleep: / });
  await expect(lane).toHaveText(/\D0 %.*\D[1-9]\d* %/);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const outcome = page.getByRole('tabpanel', { name: 'Outcome' });
  await expect(outcome).toContainText('dirty-limit-throttle-time-per-round');
  await expect(outcome).toContainText('Each vCPU dirtied at first, at last');
  await expect(outcome).toContainText('Work lost');
  await page.getByRole('button', { name: /^Slowing the guest/ }).click();
  const limited = page.getByRole('switch', { name: /Limit what each vCPU dirties/ });
  await expect(limited).toBeChecked();
  expect(await axe(page)).toEqual([]);
  // QEMU takes one of the two: the other is switched off
  await page.getByRole('switch', { name: /Slow the guest down/ }).click({ force: true });
  await expect(limited).not.toBeChecked();
});
