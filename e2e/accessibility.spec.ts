import { expect, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, toTheEnd, verdict } from './lab.ts';

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
        for (const tab of ['Decision', 'Monitor', 'Tool', 'Page', 'Devices', 'Outcome', 'Notes']) {
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

test('the maps and the run can be heard: what a cell holds, what each pass came to', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await toTheEnd(page);
  const cursor = page.getByRole('slider', { name: 'Page cursor, destination' });
  await cursor.focus();
  await cursor.press('ArrowRight');
  await expect(cursor).toHaveAttribute('aria-valuetext', /^pages? .+: (up to date|zero)/);
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  await expect(page.getByText(/^Pass 2 from .* the sync found [\d,]+ pages dirty, .* to send\.$/)).toHaveCount(1);
});

test('in the accessibility tree the page cursor is a slider that says where it is and what is there', async ({
  page,
}) => {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await page.getByRole('button', { name: 'To the start' }).click();
  await settled(page);
  const cdp = await page.context().newCDPSession(page);
  const told = async () => {
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId!,
      fetchRelatives: false,
    });
    const [node] = nodes;
    // The tree has the words too, but the browser's protocol leaves them out of what it hands over.
    const words = await page.evaluate(() => document.activeElement?.getAttribute('aria-valuetext'));
    return `${node?.role?.value} "${node?.name?.value}" at ${node?.value?.value}: ${words}`;
  };
  const source = page.getByRole('slider', { name: 'Page cursor, source' });
  await source.press('Home');
  const first = await told();
  expect(first).toMatch(/^slider "Page cursor, source" at 0: pages? 0 .*of pc\.ram: (waiting|zero)/);
  await source.press('ArrowRight');
  await expect.poll(told).not.toBe(first);
  const right = await told();
  await source.press('ArrowDown');
  await expect.poll(told).not.toBe(right);
  await source.press('ArrowUp');
  await expect.poll(told).toBe(right);

  // The same cell once all of it was sent.
  await toTheEnd(page);
  await source.press('ArrowLeft');
  await expect.poll(told).toMatch(/^slider "Page cursor, source" at 0: pages? 0 .*of pc\.ram: sent/);
  await page.getByRole('slider', { name: 'Page cursor, destination' }).press('Home');
  await expect.poll(told).toMatch(/^slider "Page cursor, destination" at 0: pages? 0 .*of pc\.ram: (up to date|zero)/);
});

test('a change is undone and made again by keys, and letters can be switched off', async ({ page }) => {
  await openLab(page);
  const limit = page.getByRole('slider', { name: 'Downtime limit' });
  const before = await verdict(page).textContent();
  await limit.press('End');
  await settled(page);
  await expect(verdict(page)).not.toHaveText(before!);
  const after = await verdict(page).textContent();
  await page.keyboard.press('Control+z');
  await expect(verdict(page)).toHaveText(before!);
  await page.keyboard.press('Control+Shift+z');
  await expect(verdict(page)).toHaveText(after!);

  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByText('Letters and signs are shortcuts').click();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Decision' }).focus();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: /^Note on/ })).toHaveCount(0);
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('switch', { name: 'Letters and signs are shortcuts' })).not.toBeChecked();
});
