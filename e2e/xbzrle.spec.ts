import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, toTheEnd, verdict } from './lab.ts';

const lane = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}: `) });
const outcomeOf = async (page: Page) => {
  await page.getByRole('tab', { name: 'Outcome' }).click();
  return page.getByRole('tabpanel', { name: 'Outcome' });
};

test('XBZRLE lets a guest converge, if its cache is large enough', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'A cache that is too small');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  await expect(await outcomeOf(page)).toContainText('Not in the cache');
  await page.getByRole('button', { name: /^XBZRLE and compression/ }).click();
  const cache = page.getByRole('textbox', { name: /^Cache/ });
  await cache.fill('1 GiB');
  await cache.press('Enter');
  await settled(page);
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(lane(page, 'cache hits')).toContainText('found in the cache');
  await expect(await outcomeOf(page)).toContainText('Sent encoded');
  expect(await axe(page)).toEqual([]);
});

test('compression sends more pages through a slow link, and says what CPU time it takes', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Compressed on the way');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(lane(page, 'compress')).toContainText('time used');
  const outcome = await outcomeOf(page);
  await expect(outcome).toContainText('Sent compressed');
  await expect(outcome).toContainText('CPU time of compressing');
});
