import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, toTheEnd } from './lab.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [
    ['wide', { width: 1440, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing, whatever is open', async ({ page }) => {
        await openLab(page);
        await choosePreset(page, 'Untracked: do not ask');
        await toTheEnd(page);
        await page.getByRole('button', { name: 'Open all' }).click();
        for (const tab of ['Decision', 'Monitor', 'Page', 'Devices', 'Outcome']) {
          await page.getByRole('tab', { name: tab }).click();
          expect(await axe(page), tab).toEqual([]);
        }
        await page.getByRole('button', { name: 'Help' }).click();
        expect(await axe(page), 'help').toEqual([]);
      });
    });
  }
}

test('the tab key reaches the controls of every part, and is never trapped', async ({ page }) => {
  await openLab(page);
  const reached = new Set<string>();
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const focused = document.activeElement;
        return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim().slice(0, 30) ?? '';
      }),
    );
  }
  for (const name of ['Share', 'Page cursor, source', 'To the start', 'Play', 'Simulated time'])
    expect([...reached]).toContain(name);
});
