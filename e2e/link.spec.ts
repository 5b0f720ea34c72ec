import { expect, test } from '@playwright/test';
import { digest, openLab, settled, tracking, verdict } from './lab.ts';

test('what is on the screen is in the address, down to the instant', async ({ page, context }) => {
  await openLab(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  await page.getByRole('button', { name: 'One decision forward' }).click();
  await settled(page);
  await expect(page).toHaveURL(/#.*s=2\./);
  const at = await page.getByRole('slider', { name: 'Simulated time' }).inputValue();
  const other = await context.newPage();
  await other.goto(page.url());
  await settled(other);
  expect(await digest(other)).toBe(await digest(page));
  expect(await other.getByRole('slider', { name: 'Simulated time' }).inputValue()).toBe(at);
});

for (const [what, hash] of [
  ['damaged', '#s=2.AAAA'],
  ['of another version', '#s=9.abc'],
  ['not base64', '#s=2.<script>alert(1)</script>'],
] as const) {
  test(`a link that is ${what} is told, and the first visit is shown`, async ({ page }) => {
    await page.goto(`/${hash}`);
    await expect(page.getByRole('alert').filter({ hasText: 'link' }).first()).toBeVisible();
    await expect(verdict(page)).toHaveText(/^Does not converge/);
  });
}
