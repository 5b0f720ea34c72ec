import { expect, type Page, test } from '@playwright/test';
import { axe, openLab } from './lab.ts';

/** From the Lab over the top bar, as a person comes. */
async function openFidelity(page: Page): Promise<void> {
  await openLab(page);
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Fidelity' }).click();
  await expect(page.getByRole('region', { name: 'Published numbers', exact: true })).toBeVisible();
}

const plot = (page: Page) => page.getByRole('group', { name: /^Errors: / });

test('every figure stands with what is asked of it, and nothing holds by saying nothing', async ({ page }) => {
  await openFidelity(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Off by 0\.\d\d % in total time/);
  const aims = page.getByRole('region', { name: 'Aims' });
  await expect(aims.getByRole('row', { name: /^status right all/ })).toContainText('✓ holds');
  await expect(aims.getByText('misses')).toHaveCount(0);
  const golden = page.getByRole('region', { name: 'Golden traces as a table' });
  await expect(golden.getByRole('row', { name: /^G1 / })).toContainText('exact, 7 of 7');
  const cells = page.getByRole('region', { name: 'VS-1', exact: true });
  await expect(cells.getByRole('row', { name: /^5 Gbps/ })).toContainText('48 · 48 · 50');
  await expect(page.getByText(/within a second in 48/)).toBeVisible();
  await expect(page.getByRole('row', { name: /^SimGrid/ })).toContainText('%');
  await expect(page.getByRole('region', { name: 'Where it misses' })).toContainText(
    'TCG loses writes before QEMU 9.0: 125 of 32,512 pages differed',
  );
});

test('a dot is reached by keyboard, says what it is, and opens its recording in the Lab', async ({ page }) => {
  await openFidelity(page);
  await page.getByText('Logarithmic', { exact: true }).click();
  await plot(page).getByRole('link').first().focus();
  await page.keyboard.press('ArrowRight');
  const focused = plot(page).locator('a:focus');
  const said = await focused.getAttribute('aria-label');
  await expect(page.getByText(said!, { exact: true })).toBeVisible();
  expect(await plot(page).locator('a[tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('Enter');
  const real = page.getByRole('region', { name: 'Compare with real QEMU' });
  await expect(real.getByRole('table', { name: /measured|predicted/i })).toContainText('%', { timeout: 30_000 });
  expect(new URL(page.url()).hash).not.toContain('view=');
});

test('the table has every recording, and a name opens it', async ({ page }) => {
  await openFidelity(page);
  await page.getByText(/^All \d+ in a table/).click();
  const table = page.getByRole('region', { name: 'Recordings' });
  await expect(table.getByRole('row', { name: /^refused-nvme/ })).toContainText('non-migratable device');
  await table.getByRole('button', { name: 'tcg-lost-writes-128m-cap32' }).click();
  const real = page.getByRole('region', { name: 'Compare with real QEMU' });
  await expect(real).toContainText('4,611', { timeout: 30_000 });
  await expect(real).toContainText('125 of 32,512 pages differed at the end; predicted as under KVM, with 0 stale.');
});

test('without its file the screen says what to do', async ({ page }) => {
  await page.route('**/fidelity/card.json', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('/#view=fidelity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The figures cannot be shown.');
  await expect(page.getByText('npm run fidelity')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, viewport] of [
    ['wide', { width: 1440, height: 900 }],
    ['phone', { width: 360, height: 740 }],
  ] as const)
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing, and nothing is wider than the window', async ({ page }) => {
        await openFidelity(page);
        await page.getByText(/^All \d+ in a table/).click();
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      });
    });
