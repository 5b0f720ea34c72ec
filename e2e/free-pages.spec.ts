import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('pages that the balloon reports free are not sent, and nothing is lost', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Free pages reported');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  const pages = page.getByRole('region', { name: 'Pages' });
  await expect(pages.getByText(/^free, not sent [1-9]/)).toBeVisible();
  await expect(pages.getByText('lost 0')).toBeVisible();
  await page.getByRole('tab', { name: 'Outcome' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Outcome' })).toContainText('Reported free, not sent');
  await page.getByRole('button', { name: /^Guest/ }).click();
  await expect(page.getByText('Reported in a ms')).toBeVisible();
  expect(await axe(page)).toEqual([]);
});
