import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('a log that is cleared by chunk sends less in vain, and a slow look at it is paid while the guest stands still', async ({
  page,
}) => {
  await openLab(page);
  const outcome = page.getByRole('tabpanel', { name: 'Outcome' });
  const inVain = async () => {
    await toTheEnd(page);
    await page.getByRole('tab', { name: 'Outcome' }).click();
    const figure = outcome.locator('dl > div').filter({ hasText: 'Sent needlessly' }).locator('dd');
    await expect(figure).toHaveText(/^[\d,]+$/);
    return Number((await figure.innerText()).replaceAll(',', ''));
  };
  await choosePreset(page, 'Sent in vain');
  const atSync = await inVain();
  await choosePreset(page, 'The log cleared by chunk');
  const byChunk = await inVain();
  expect(atSync).toBeGreaterThan(300_000);
  expect(byChunk).toBeGreaterThan(0);
  expect(byChunk).toBeLessThan(atSync / 4);

  const group = page.getByRole('button', { name: /^Dirty log/ });
  await expect(group).toHaveText(/cleared by 1 GiB/);
  await group.click();
  await expect(page.getByText('RAM is 8 chunks of 1 GiB.')).toBeVisible();
  expect(await axe(page)).toEqual([]);

  await choosePreset(page, 'Slow to look');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(page.getByText('320 ms more for each sync of this guest.')).toBeVisible();
  await page.getByRole('tab', { name: 'Outcome' }).click();
  await expect(outcome).toContainText(/[Ss]ync.*320 ms/);
});
