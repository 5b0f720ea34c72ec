import { expect, test } from '@playwright/test';
import { axe, choosePreset, digest, openLab, settled, toTheEnd, verdict } from './lab.ts';

test('a drop of the network is drawn, and a change of speed can be added and taken away', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'The network drops for a minute');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  const lane = page.getByRole('listitem').filter({ hasText: /^link speed:/ });
  await expect(lane).toHaveText(
    'link speed: 900 Mbit/s from 0 ms to 2 min 35 s, 45 Mbit/s from 2 min 35 s to 3 min 35 s, 900 Mbit/s from 3 min 35 s to 5 min',
  );
  const before = await digest(page);
  await page.getByRole('button', { name: /^Link/ }).click();
  await expect(page.getByRole('textbox', { name: 'At' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Keep the first speed' }).click();
  await settled(page);
  await expect(page.getByText('The link keeps its speed.')).toBeVisible();
  await expect(lane).toHaveCount(0);
  expect(await digest(page)).not.toBe(before);
  await page.getByRole('button', { name: 'Add a change of speed' }).click();
  await settled(page);
  await expect(lane).toContainText('900 Mbit/s from 0 ms to 5 s, 90 Mbit/s from 5 s');
  expect(await axe(page)).toEqual([]);
});
