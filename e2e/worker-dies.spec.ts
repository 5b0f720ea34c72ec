import { expect, test } from '@playwright/test';
import { digest, settled, tracking, verdict } from './lab.ts';

test('an engine that dies is told, and comes back with the scenario kept', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-digest', /^[0-9a-f]{8}$/);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  const before = await digest(page);
  await page.workers()[0]!.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by the test');
    });
  });
  const notice = page.getByRole('alert').filter({ hasText: 'engine' }).first();
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: /restart|start again|new engine/i }).click();
  await settled(page);
  expect(await digest(page)).toBe(before);
  await expect(notice).toBeHidden();
});
