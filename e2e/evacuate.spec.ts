import { expect, type Page, test } from '@playwright/test';
import { axe, openLab, settled, verdict } from './lab.ts';

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const ended = (page: Page) => expect(headline(page)).toHaveText(/ leaves? in /, { timeout: 60_000 });
const guests = (page: Page) => page.getByRole('region', { name: 'Guests in numbers' });

async function openEvacuate(page: Page): Promise<void> {
  await openLab(page);
  await page.getByRole('link', { name: 'Evacuate' }).click();
  await ended(page);
}

test('guests leave over one link, in this order and in others, and one opens in the Lab', async ({ page }) => {
  await openEvacuate(page);
  await expect(headline(page)).toHaveText(/^8 guests leave in \d/);
  await expect(guests(page).getByRole('row')).toHaveCount(9);
  await expect(guests(page).getByRole('cell', { name: 'moved' })).toHaveCount(8);
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Compare orders' }).click();
  const orders = page.getByRole('region', { name: 'Orders in numbers' });
  await expect(page.getByRole('button', { name: 'Compare again' })).toBeVisible({ timeout: 60_000 });
  await expect(orders.getByRole('rowheader').first()).toHaveText('all at once');
  await expect(orders.getByRole('rowheader', { name: 'one after another, smallest first' })).toBeVisible();
  expect(await axe(page)).toEqual([]);

  const time = await guests(page)
    .getByRole('row', { name: /^web 2/ })
    .getByRole('cell')
    .nth(2)
    .textContent();
  await guests(page).getByRole('button', { name: 'web 2' }).click();
  await expect(verdict(page)).toContainText('Stops the guest for');
  await settled(page);
  await expect(page).not.toHaveURL(/view=/);
  expect(time).toMatch(/s$/);
});

test('the plan is in the address, and is changed by keyboard', async ({ page }) => {
  await openEvacuate(page);
  await page.getByRole('button', { name: 'Remove db' }).press('Enter');
  await ended(page);
  await expect(headline(page)).toHaveText(/^7 guests/);
  await page.getByRole('button', { name: 'One web less' }).press('Enter');
  await ended(page);
  await expect(headline(page)).toHaveText(/^6 guests/);
  await expect(page).toHaveURL(/evacuate=1\.1250000000\.8\.given~app\.3\..*~web\.3\./);
  const sentence = await headline(page).textContent();
  await page.reload();
  await ended(page);
  await expect(headline(page)).toHaveText(sentence!);
});

test.describe('a worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('that cannot be loaded is told, and another one is started', async ({ page }) => {
    let refused = 0;
    await page.route('**/evacuation-worker*', (route) => (refused++ === 0 ? route.abort() : route.continue()));
    await page.goto('/#view=evacuate');
    const notice = page.getByRole('alert').filter({ hasText: 'was started again' });
    await expect(notice).toContainText('could not be started');
    await ended(page);
    await expect(headline(page)).toHaveText(/^8 guests/);
    expect(refused).toBe(2);
  });
});

test('a damaged plan is told, and the first one is shown', async ({ page }) => {
  await page.goto('/#view=evacuate&evacuate=1.5.x');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be opened' })).toContainText('evacuation is damaged');
  await ended(page);
  await expect(headline(page)).toHaveText(/^8 guests/);
});

for (const [width, height, colorScheme] of [
  [390, 844, 'dark'],
  [1440, 900, 'light'],
] as const) {
  test.describe(`${width} by ${height}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test('nothing is wider than the window', async ({ page }) => {
      await openEvacuate(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

      expect(await axe(page)).toEqual([]);
    });
  });
}
