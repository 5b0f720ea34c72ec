import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('a log that is cleared by chunk sends less in vain', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Sent in vain');
  await toTheEnd(page);
  const atSync = await sentInVain(page);
  await choosePreset(page, 'The log cleared by chunk');
  await toTheEnd(page);
  const byChunk = await sentInVain(page);
  expect(atSync).toBeGreaterThan(150_000);
  expect(byChunk).toBeGreaterThan(0);
  expect(byChunk).toBeLessThan(atSync / 3);

  const group = page.getByRole('button', { name: /^Dirty log/ });
  await expect(group).toHaveText(/cleared by 1\sGiB/);
  await group.click();
  await expect(page.getByText('RAM is 4 chunks of 1 GiB.')).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('a slow look at the dirty log is paid while the guest stands still', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Slow to look');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await page.getByRole('button', { name: /^Dirty log/ }).click();
  await expect(page.getByText('160 ms more for each sync of this guest.')).toBeVisible();
  const outcome = await openOutcome(page);
  await expect(outcome.getByRole('row', { name: /^last sync/ }).getByRole('cell', { name: '160 ms' })).toBeVisible();
});

async function openOutcome(page: Page) {
  await page.getByRole('tab', { name: 'Outcome' }).click();
  return page.getByRole('tabpanel', { name: 'Outcome' });
}

/** Pages that the destination had as they were, from the figures of a run that is over. */
async function sentInVain(page: Page): Promise<number> {
  const outcome = await openOutcome(page);
  const figure = outcome.locator('dl > div').filter({ hasText: 'Sent needlessly' }).locator('dd');
  await expect(figure).toHaveText(/^[\d,]+$/);
  return Number((await figure.innerText()).replaceAll(',', ''));
}
