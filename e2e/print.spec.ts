import { expect, type Page, test } from '@playwright/test';
import { openLab, verdict } from './lab.ts';

test.use({ colorScheme: 'dark', viewport: { width: 1040, height: 800 } });

const PAPER_INK = /^rgb\(2\d, 2\d, 30\)$/;

/** On paper: dark words on no ground, the screen alone, and nothing beside the sheet. */
async function expectPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Transport' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('color', PAPER_INK);
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('the Lab on paper: the verdict, the maps and the curve, then the scenario, and nothing to press', async ({
  page,
}) => {
  await openLab(page);
  await expectPaper(page);
  await expect(verdict(page)).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'First visit' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Take away' })).toBeHidden();
  const top = async (name: string) => (await page.getByRole('region', { name, exact: true }).boundingBox())!.y;
  expect(await top('Run')).toBeLessThan(await top('Settings'));
  const [sheet, curve] = await Promise.all([
    page.getByRole('region', { name: 'Run' }).boundingBox(),
    page.getByRole('figure', { name: 'Remaining to send' }).boundingBox(),
  ]);
  expect(curve!.x + curve!.width).toBeLessThanOrEqual(sheet!.x + sheet!.width);
});

for (const [view, heading] of [
  ['evacuate', / guests leave in /],
  ['learn&lesson=when-to-stop', 'When may we stop'],
  ['fidelity', /^Off by/],
] as const)
  test(`on paper: ${view}`, async ({ page }) => {
    await page.goto(`/#view=${view}`);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible({ timeout: 60_000 });
    await expectPaper(page);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
  });
