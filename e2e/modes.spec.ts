import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { addresses, choosePreset, digest, openLab } from './lab.ts';

/** `converging` leaves to chance which pages are written. */
const PRESETS = [
  { id: 'first-visit', title: 'A device that nobody tracks' },
  { id: 'converging', title: 'Converging' },
];

/** Digests by the command line: the same engine in Node. */
const inNode = () =>
  PRESETS.map(({ id }) => {
    const out = execFileSync(process.execPath, ['dist-cli/main.js', 'run', id, '--json'], { encoding: 'utf8' });
    return JSON.parse(out).digest;
  });

async function inPage(page: Page): Promise<(string | null)[]> {
  const digests = [];
  for (const { title } of PRESETS) {
    await choosePreset(page, title);
    digests.push(await digest(page));
  }
  return digests;
}

const mode = (page: Page) => page.locator('html').getAttribute('data-mode');

test('behind isolation headers frames are shared, with the digests of Node', async ({ page }) => {
  await openLab(page);
  expect(await mode(page)).toBe('shared');
  expect(await inPage(page)).toEqual(inNode());
});

test('the development server is isolated too', async ({ page }) => {
  await openLab(page, addresses.dev());
  expect(await mode(page)).toBe('shared');
  expect(await inPage(page)).toEqual(inNode());
});

test('a plain host under a sub-path becomes isolated through the service worker, and works offline', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000); // every file is kept one after the other, and every screen is opened
  await page.goto(addresses.plain());
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'shared');
  await expect(page.locator('html')).toHaveAttribute('data-offline', '1', { timeout: 60_000 });
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'shared');
  await expect(page.locator('html')).toHaveAttribute('data-digest', inNode()[0]);
  for (const name of ['Lab', 'Compare', 'Sweep', 'Evacuate', 'Thread', 'Learn', 'Fidelity']) {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
    await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('[data-fetching]')).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
  }
});

test('without isolation frames are transferred, with the same digests', async ({ page }) => {
  await openLab(page, `${addresses.plain()}?nosw`);
  expect(await mode(page)).toBe('transfer');
  expect(await inPage(page)).toEqual(inNode());
});

test('the one-file build runs from a file, with the same digests', async ({ page }) => {
  await openLab(page, pathToFileURL('dist-single/index.html').href);
  expect(await mode(page)).toBe('transfer');
  expect(await inPage(page)).toEqual(inNode());
});
