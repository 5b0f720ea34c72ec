import { expect, type Page, test } from '@playwright/test';
import { axe, verdict } from './lab.ts';

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const map = (page: Page) => page.getByRole('navigation', { name: 'Argument map' });
const node = (page: Page, mark: string) => map(page).getByRole('button', { name: new RegExp(`^${mark} `) });
const claim = (page: Page, id: string) => page.locator(`article[data-claim="${id}"]`);
/** All 51 runs: a story that needs only some does not wait for the rest. */
const made = (page: Page) => expect(headline(page)).toHaveText(/ claims met their runs: /, { timeout: 100_000 });

test.describe.configure({ timeout: 140_000 });

async function openThread(page: Page, hash = '#view=thread'): Promise<void> {
  page.on('pageerror', (error) => expect(error.message, 'an uncaught error').toBe(''));
  await page.goto(`/${hash}`);
  await expect(headline(page)).toHaveText(/^58 claims/);
}

test('a claim is opened by its link, its run is played, and goes to the Lab', async ({ page }) => {
  await openThread(page, '#view=thread&claim=t12-knob');
  const knob = claim(page, 't12-knob');
  await expect(knob).toBeInViewport();
  await expect(knob.getByRole('heading', { level: 4 })).toBeFocused();
  await expect(knob).toContainText('The run contradicts it.', { timeout: 30_000 });
  await expect(knob.getByRole('listitem').filter({ hasText: 'pages lost = 0' })).toContainText('not met');
  await expect(node(page, 'T#12')).toHaveAttribute('aria-current', 'location');

  await knob.getByRole('button', { name: 'Play The device is not asked' }).click();
  const picture = knob.getByRole('img', {
    name: 'Destination pages of The device is not asked, 4,220 lost at the end',
  });
  await expect(picture).toBeVisible();
  await expect(knob.getByRole('button', { name: 'Pause The device is not asked' })).toBeVisible();
  await expect(knob.getByRole('button', { name: 'Play The device is not asked' })).toBeVisible({ timeout: 90_000 });
  const colours = await picture.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 3).join())).size;
  });
  expect(colours).toBeGreaterThan(2); // sent, zero, and lost

  await knob.getByRole('button', { name: 'Open in Lab: The device is not asked' }).click();
  await expect(verdict(page)).toHaveText(/loses 4,220 pages/, { timeout: 30_000 });
  await expect(page).not.toHaveURL(/view=thread/);
});

test('the runs decide: the two situations are kept apart, and the last question is answered', async ({ page }) => {
  await openThread(page);
  await made(page);
  await expect(headline(page)).toHaveText('58 claims met their runs: 53 are borne out, 4 in part, 1 not at all');
  const situation = (name: string) => page.getByRole('region', { name });
  await expect(situation('A A tracker that reports everything')).toContainText('The patch changes nothing');
  await expect(situation('B No tracker at all')).toContainText('“refused” becomes a stop of');
  await expect(claim(page, 't3-nop')).toContainText('Borne out in situation A, not in B.');
  await expect(claim(page, 't15-zero')).toContainText('Both runs bear it out.');
  await expect(claim(page, 't15-unlimited')).toContainText('All 3 runs bear it out.');
});

test('the map is gone through by keyboard', async ({ page }) => {
  await openThread(page);
  await node(page, '4/9').focus();
  const reach = async (key: string, mark: string) => {
    await page.keyboard.press(key);
    await expect(node(page, mark)).toBeFocused();
  };
  await reach('ArrowDown', 'T#1');
  await reach('ArrowRight', 'T#2');
  await reach('ArrowLeft', 'T#1');
  await reach('ArrowLeft', '4/9');
  await reach('End', 'VFIO');
  await reach('ArrowUp', 'vDPA');
  await reach('ArrowLeft', 'T#12');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 3, name: /^T#12/ });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(node(page, 'T#12')).toHaveAttribute('aria-current', 'location');
  // On by the tab key: what it answers, then the first claim's link and run.
  await page.keyboard.press('Tab');
  await expect(page.locator('section[data-message="T12"]').getByRole('button', { name: '4/9' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(claim(page, 't12-once').getByRole('link', { name: 'Link to claim t12-once' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/claim=t12-once/);
  await expect(claim(page, 't12-once').getByRole('heading', { level: 4 })).toBeFocused();
});

test('its twin is a table, and two runs are put beside each other', async ({ page }) => {
  await openThread(page);
  await page.getByRole('button', { name: /^The map as a table/ }).click();
  const rows = page.getByRole('region', { name: 'Who answers whom' }).getByRole('row');
  await expect(rows).toHaveCount(1 + 16 + 10 + 3);
  const t13 = rows.filter({ hasText: 't13-faulty' });
  await expect(t13).toHaveText(/^T#13Avihai Horon.*T#12t13-faulty: borne out$/, { timeout: 100_000 });
  await claim(page, 't4-any-limit').getByRole('button', { name: 'Add to Compare: Pre-copy skipped' }).click();
  await expect(page.getByText('“Pre-copy skipped” stands in Compare now.')).toBeVisible();
  await claim(page, 't12-knob').getByRole('button', { name: 'Add to Compare: The device is not asked' }).click();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const variants = page.getByRole('region', { name: 'Variants' }).getByRole('heading', { level: 2 });
  await expect(variants).toHaveText([/Untracked: skip pre-copy$/, /Untracked: do not ask$/]);
});

test('a link to no claim is told', async ({ page }) => {
  await openThread(page, '#view=thread&claim=t99-nothing');
  await expect(page.getByRole('alert').filter({ hasText: 'names no claim' })).toBeVisible();
});

for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
  [390, 844, 'light'],
  [390, 844, 'dark'],
] as const) {
  test.describe(`${width} by ${height}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test('axe finds nothing, and nothing is wider than the window', async ({ page }) => {
      await openThread(page);
      await made(page);
      await page.getByRole('button', { name: /^The map as a table/ }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
      expect(await axe(page)).toEqual([]);
    });
  });
}

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing plays until it is asked to', async ({ page }) => {
    await openThread(page);
    await expect(page.getByRole('status').filter({ hasText: /^[1-9]\d* of 51 runs are made/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Pause/ })).toHaveCount(0);
    await expect(page.getByRole('img', { name: /^Destination pages/ })).toHaveCount(0);
  });
});
