import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('RAM in shared memory is left out, and the maps say so', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Shared memory on one host');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  const pages = page.getByRole('region', { name: 'Pages' });
  await expect(pages.getByText('shared, not migrated 1,048,576')).toHaveCount(2);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Outcome' })).toContainText('Every page on the destination');
  expect(await axe(page)).toEqual([]);
});
