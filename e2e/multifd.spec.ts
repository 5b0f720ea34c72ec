import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('one thread cannot fill a fast link, eight channels of multifd can', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'One thread on 100 Gbit/s');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  const lane = (name: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}: `) });
  await expect(lane('threads')).toHaveText(/: (9\d|100)(\.\d+)? % in use/);
  await expect(lane('link')).toHaveText(/: 1\d(\.\d+)? % in use/);

  await choosePreset(page, 'Eight channels on 100 Gbit/s');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(lane('link')).toHaveText(/: (9\d|100)(\.\d+)? % in use/);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const outcome = page.getByRole('tabpanel', { name: 'Outcome' });
  await expect(outcome).toContainText('Sent over channels');
  await expect(outcome).toContainText('Packets on each channel');
  await page.getByRole('button', { name: /^Sending threads/ }).click();
  await expect(page.getByRole('switch', { name: /Several channels/ })).toBeChecked();
  expect(await axe(page)).toEqual([]);
});
