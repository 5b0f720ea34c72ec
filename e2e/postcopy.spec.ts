import { expect, type Locator, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, toTheEnd, verdict } from './lab.ts';

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

test('a page tells what became of it on the destination', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Post-copy ends what pre-copy cannot');
  await seek(page, 6600);
  await page.getByRole('slider', { name: 'Page cursor, destination' }).focus();
  for (let row = 0; row < 5; row++) await page.keyboard.press('ArrowDown'); // into the half that the guest writes
  await page.keyboard.press('Enter');
  await settled(page);
  await page.getByRole('tab', { name: 'Page' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByText('the destination throws it away, for what it has is older')).toBeVisible();
  await expect(panel.getByText('the guest runs on the destination, without this page')).toBeVisible();
});

test('both maps say which pages are where', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Post-copy ends what pre-copy cannot');
  const pages = page.getByRole('region', { name: 'Pages' });
  const source = pages.getByRole('figure').filter({ hasText: 'Source' });
  const destination = pages.getByRole('figure').filter({ hasText: 'Destination' });
  const count = async (side: Locator, name: string) => {
    const text = await side
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${name} [0-9,]+$`) })
      .textContent();
    return Number(text!.slice(name.length).replaceAll(',', ''));
  };

  await seek(page, 6000);
  expect(await count(source, 'only here')).toBe(0);
  expect(await count(destination, 'discarded')).toBe(0);
  expect(await count(source, 'waiting')).toBeGreaterThan(0);

  await seek(page, 6600);
  await expect(page.getByText('post-copy', { exact: true })).toBeVisible();
  await expect(destination).toContainText(/% of the pages are here/);
  expect(await count(source, 'waiting')).toBe(0);
  const missing = await count(source, 'only here');
  expect(missing).toBeGreaterThan(0);
  expect(await count(destination, 'discarded')).toBe(missing); // every page had been sent once
  const requested = await count(destination, 'requested: a CPU waits');
  expect(requested).toBeGreaterThan(0);
  expect(requested).toBeLessThanOrEqual(4); // one a CPU
  expect(await count(source, 'requested')).toBe(requested);

  await toTheEnd(page);
  await expect(destination).toContainText('every page is here');
  expect(await count(source, 'only here')).toBe(0);
  expect(await count(destination, 'discarded')).toBe(0);
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

async function seek(page: Page, ms: number): Promise<void> {
  await page.getByRole('slider', { name: 'Simulated time' }).fill(`${ms}`);
  await settled(page);
}
