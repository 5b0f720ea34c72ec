import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openLab, settled } from './lab.ts';

for (const [width, height, colorScheme] of [
  [360, 740, 'light'],
  [390, 844, 'dark'],
  [768, 1024, 'light'],
  [1440, 900, 'light'],
  [1920, 1080, 'dark'],
  [3840, 2160, 'light'],
] as const) {
  test.describe(`${width} by ${height}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test('nothing is wider than the window, and no text is cut', async ({ page }) => {
      await openLab(page);
      await page.getByRole('button', { name: 'Open all' }).click();
      await settled(page);
      const faults = await page.evaluate(() => {
        const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : [];
        const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
          const style = getComputedStyle(element);
          const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
          const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
          const shown = element.getClientRects().length > 0 && element.clientWidth > 1;
          return text && hides && shown && element.scrollWidth > element.clientWidth + 1;
        });
        return [...wide, ...cut.map((element) => `cut: ${element.textContent?.slice(0, 40)}`)];
      });
      expect(faults).toEqual([]);
    });
  });
}

test('the source map is the same picture every time, and another one at another instant', async ({ page }) => {
  const picture = async (steps: number) => {
    await openLab(page);
    await page.keyboard.press('Home');
    for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowRight');
    await settled(page);
    const canvas = page.locator('canvas').first();
    return canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  };
  const before = await picture(12);
  await page.goto('about:blank');
  await expect.poll(() => picture(12)).toBe(before);
  expect(await picture(13)).not.toBe(before);
});

/** What stands on a screen once all its runs are there. */
const READY = {
  'docs/lab.png': '',
  'docs/compare.png': '4,220 pages',
  'docs/sweep.png': /of 4,096 combinations/,
  'docs/thread.png': /^All \d+ runs are made/,
};

test.describe('the pictures of the README', () => {
  test.use({ viewport: { width: 1440, height: 900 } });
  for (const [picture, address] of [
    ['docs/lab.png', ''],
    ['docs/compare.png', '/#view=compare'],
    ['docs/sweep.png', '/#view=sweep'],
    ['docs/thread.png', '/#view=thread'],
  ] as const)
    test(picture, async ({ page }) => {
      if (process.env.UPDATE_PICTURES) {
        if (address === '') await openLab(page);
        else {
          await page.goto(address);
          await expect(page.getByText(READY[picture]).first()).toBeVisible({ timeout: 50_000 });
        }
        await page.screenshot({ path: picture });
      }
      expect(existsSync(picture)).toBe(true);
      const head = readFileSync(picture);
      expect([head.toString('latin1', 1, 4), head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual(['PNG', 1440, 900]);
    });
});
