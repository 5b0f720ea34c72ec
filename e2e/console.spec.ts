import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, toTheEnd, verdict } from './lab.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Console output' });
const line = (page: Page) => page.getByRole('textbox', { name: 'Command for the monitor' });

/** A run that converges, standing in its second pass, with the console open. */
async function openConsole(page: Page): Promise<void> {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  await page.getByRole('tab', { name: 'Monitor' }).click();
  await page.getByRole('tabpanel', { name: 'Monitor' }).getByText('Console', { exact: true }).click();
}
async function give(page: Page, text: string): Promise<void> {
  await line(page).fill(text);
  await line(page).press('Enter');
  await settled(page);
}

test('migrate_cancel, typed in the console, changes the verdict; undone, it is as before', async ({ page }) => {
  await openConsole(page);
  const before = await verdict(page).innerText();
  await give(page, 'migrate_cancel');
  await expect(log(page)).toContainText('{"execute": "migrate_cancel"}');
  await expect(log(page)).toContainText('{"return": {}}');
  await expect(log(page)).toContainText('Now a command of the scenario.');
  await expect(verdict(page)).toContainText('ancelled');
  await expect(page.locator('svg title', { hasText: 'migrate_cancel' })).toHaveCount(1);
  await toTheEnd(page);
  await expect(log(page)).toContainText('{"event": "MIGRATION", "data": {"status": "cancelled"}}');
  const link = page.url();
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  await expect(verdict(page)).toHaveText(before);
  await expect(log(page)).toContainText('Undone: no longer in the scenario.');
  await page.goto('about:blank');
  await openLab(page, link);
  await expect(verdict(page)).toContainText('ancelled');
});

test('a parameter that QEMU refuses is refused in its words, and nothing changes', async ({ page }) => {
  await openConsole(page);
  const before = await verdict(page).innerText();
  await give(page, 'migrate_set_parameter downtime-limit 3000000');
  await expect(log(page)).toContainText(
    "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
  );
  await expect(verdict(page)).toHaveText(before);
  await give(page, 'migrate_set_parameter multifd-channels 4');
  await expect(log(page)).toContainText('without effect in the simulation yet');
});

test('a new limit, typed in, acts from the playhead on', async ({ page }) => {
  await openConsole(page);
  const digest = await page.locator('html').getAttribute('data-digest');
  await give(page, 'migrate-set-parameters downtime-limit=2000');
  await expect(page.locator('html')).not.toHaveAttribute('data-digest', digest ?? '');
  await give(page, 'query-migrate-parameters');
  await expect(log(page)).toContainText('"downtime-limit": 2000');
});

test('before it starts, the monitor says what a tool can know of the rule, of pre-copy and of the downtime', async ({
  page,
}) => {
  await openLab(page);
  await page.getByRole('tab', { name: 'Monitor' }).click();
  const told = page.getByRole('region', { name: 'Before it starts, a tool can know' });
  await expect(told.getByRole('term')).toHaveText([
    'which rule will be applied',
    'whether pre-copy will be skipped',
    'how long the guest will stand still',
  ]);
  await choosePreset(page, 'Converging');
  await expect(told).toContainText('No rule is needed: every write is tracked.');
});

test('the keyboard completes names, brings back what was typed, and is never trapped', async ({ page }) => {
  await openConsole(page);
  const input = line(page);
  await input.focus();
  await page.keyboard.type('migrate_set_p');
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue('migrate_set_parameter ');
  await page.keyboard.type('max-');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('status').filter({ hasText: 'max-cpu-throttle' })).toContainText(
    'max-postcopy-bandwidth',
  );
  await page.keyboard.type('b');
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue('migrate_set_parameter max-bandwidth ');
  await page.keyboard.press('Tab');
  await expect(input).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(input).not.toBeFocused();
  await give(page, 'query-status');
  await give(page, 'info status');
  await input.focus();
  await page.keyboard.press('ArrowUp');
  await expect(input).toHaveValue('info status');
  await page.keyboard.press('ArrowUp');
  await expect(input).toHaveValue('query-status');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(input).toHaveValue('');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [
    ['wide', { width: 1440, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing in a console that was used, and it is no wider than the window', async ({ page }) => {
        await openConsole(page);
        await give(page, 'query-migrate');
        await give(page, 'nonsense');
        await give(page, 'migrate_cancel');
        await expect(log(page)).toContainText('The command nonsense has not been found');
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
