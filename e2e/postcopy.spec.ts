import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd, verdict } from './lab.ts';

test('post-copy ends what pre-copy cannot, and says how long the CPUs waited for pages', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Post-copy ends what pre-copy cannot');
  await toTheEnd(page);
  await expect(verdict(page)).not.toContainText('Does not converge');
  await expect(page.getByRole('listitem').filter({ hasText: /^waiting: / })).toHaveCount(1);
  await expect(page.getByRole('listitem').filter({ hasText: /^status: .*postcopy-active/ })).toHaveCount(1);
  await page.getByRole('tab', { name: 'Outcome' }).click();
  const outcome = page.getByRole('tabpanel', { name: 'Outcome' });
  await expect(outcome).toContainText('postcopy-requests');
  await expect(outcome).toContainText('postcopy-vcpu-blocktime');
  await expect(outcome.getByRole('columnheader', { name: 'Waited' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('a broken channel pauses post-copy, and it goes on when both are connected again', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'The channel breaks after the guest has moved');
  await toTheEnd(page);
  await expect(
    page.getByRole('listitem').filter({ hasText: /^status: .*postcopy-paused.*postcopy-recover/ }),
  ).toHaveCount(1);
  await expect(verdict(page)).not.toContainText('Fails');
});
