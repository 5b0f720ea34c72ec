import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, verdict } from './lab.ts';

/** Eight runs are computed for every story, on a machine that may have two cores. */
test.describe.configure({ timeout: 120_000 });

/** Opens Compare with all its runs computed; fails the test if anything is printed as an error. */
async function openCompare(page: Page, rest = ''): Promise<void> {
  page.on('pageerror', (error) => expect(error.message, 'an uncaught error').toBe(''));
  page.on('console', (message) => {
    if (message.type() === 'error') expect(message.text(), 'an error in the console').toBe('');
  });
  await page.goto(`/#view=compare${rest}`);
  await expect(rows(page)).toHaveCount(9, { timeout: 60_000 });
  await settled(page);
}

const outcomes = (page: Page) => page.getByRole('region', { name: 'Outcomes' });
const rows = (page: Page) => outcomes(page).getByRole('row');
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const card = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Variants' }).getByRole('listitem', { name: title });
const clock = (page: Page) => page.getByRole('slider', { name: 'Simulated time' });

test('before, the patch and what was merged, side by side, and where they part', async ({ page }) => {
  await openCompare(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Nobody can track the device’s writes/);
  await expect(card(page, 'Before the patch')).toContainText("VFIO device doesn't support migration");
  await expect(card(page, 'The patch: skip pre-copy')).toContainText(/Stops the guest for [\d.]+ s\. .* never read/);
  await expect(card(page, 'As merged: all dirty')).toContainText(/^A?.*Not done after 30 s/);
  await expect(row(page, 'The patch: skip pre-copy')).toContainText(/worst: .*[\d.]+ s/);

  await page.getByRole('button', { name: 'Look at Per-device knob closely' }).click();
  await page.getByRole('button', { name: 'Look at As merged: all dirty closely' }).click();
  await settled(page);
  const closer = page.getByRole('region', { name: 'First difference' });
  await expect(closer).toContainText('The patch: skip pre-copy, B As merged: all dirty');
  await expect(closer).toContainText('check C0, what the rule for untracked devices decides.');
  await closer.getByRole('button', { name: 'Show both decisions' }).click();
  const dialog = page.getByRole('dialog', { name: /^Decision 1/ });
  await expect(dialog.getByRole('region', { name: 'The patch: skip pre-copy' })).toContainText('Stop the guest');
  await expect(dialog.getByRole('region', { name: 'As merged: all dirty' })).toContainText('Keep copying');
  await dialog.getByRole('button', { name: 'Next decision' }).click();
  const second = page.getByRole('dialog', { name: /^Decision 2/ });
  await expect(second).toContainText('ended before');
  // Not by Escape: where the pointer rests on the button, its tooltip may be open and takes the key first.
  await second.getByRole('button', { name: 'Close' }).click();
  await expect(second).toBeHidden();
  await closer.getByRole('button', { name: 'Show both pages' }).click();
  await expect(page.getByRole('dialog', { name: /^Page / }).getByText(/since migrate/)).toHaveCount(2);
});

test('from the verdict to the lost page in two clicks, in Compare and in the Lab', async ({ page }) => {
  await openCompare(page);
  await card(page, 'Per-device knob')
    .getByRole('button', { name: /pages lost/ })
    .click();
  const dialog = page.getByRole('dialog', { name: /^Page [\d,]+ of pc\.ram/ });
  await dialog
    .getByRole('list', { name: 'Lost pages' })
    .getByRole('button', { name: /^pc\.ram/ })
    .first()
    .click();
  const story =
    /Sent at [\d,]+ ms, written at [\d,]+ ms by DMA of 0000:01:00\.0, never reported, and the guest resumed/;
  await expect(dialog).toContainText(story);

  await openLab(page, '/#');
  await choosePreset(page, 'Untracked: do not ask');
  await verdict(page)
    .getByRole('button', { name: /^[\d,]+ pages$/ })
    .click();
  await settled(page);
  await expect(page.getByRole('tabpanel', { name: 'Page' })).toContainText(story);
});

test('one clock, by time, by pass and by bytes', async ({ page }) => {
  await openCompare(page);
  const picture = () =>
    card(page, 'As merged: all dirty')
      .getByRole('img', { name: /^Destination pages/ })
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const atEnd = await picture();
  await page.getByRole('button', { name: 'To the start' }).click();
  await settled(page);
  expect(await picture()).not.toBe(atEnd);
  await page.getByRole('button', { name: 'Align by time' }).click();
  await page.getByRole('menuitemradio', { name: /^Pass/ }).click();
  await page.getByRole('button', { name: 'One sync forward' }).click();
  await settled(page);
  await expect(clock(page)).toHaveAttribute('aria-valuetext', /^pass 2\.00 of pass/);
  const secondPass = await picture();
  await page.getByRole('button', { name: 'Align by pass' }).click();
  await page.getByRole('menuitemradio', { name: /^Bytes/ }).click();
  await settled(page);
  await expect(clock(page)).toHaveAttribute('aria-valuetext', /GiB of [\d.]+ GiB/);
  expect(await picture()).toBe(secondPass);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  const before = Number(await clock(page).inputValue());
  await expect.poll(async () => Number(await clock(page).inputValue())).toBeGreaterThan(before);
});

test.describe('the table', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  test('can be copied for an issue and for a mail', async ({ page }) => {
    await openCompare(page);
    const copied = async (form: RegExp) => {
      await page.getByRole('button', { name: 'Copy table' }).click();
      await page.getByRole('menuitem', { name: form }).click();
      await expect(page.getByText('The table is in the clipboard.')).toBeVisible();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const markdown = await copied(/^Markdown/);
    expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(10);
    const text = await copied(/^Plain text/);
    expect(text).toContain('The patch: skip pre-copy');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

test('a variant is removed, another is added, and the link keeps both', async ({ page, context }) => {
  await openCompare(page);
  const act = async (title: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${title}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await act('Check the limit first', 'Remove');
  await act('Teach the core', 'Rename');
  await page.getByRole('textbox', { name: 'Title' }).fill('Quintela’s notion');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a variant' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByRole('button', { name: /Setting/ }).click();
  await page.getByRole('option', { name: /^limit/ }).click();
  await editor.getByRole('textbox', { name: 'Value' }).fill('a while');
  await editor.getByRole('button', { name: 'Add it' }).click();
  await expect(editor.getByRole('alert')).toContainText('a while');
  await editor.getByRole('textbox', { name: 'Value' }).fill('4s');
  await editor.getByRole('button', { name: 'Add it' }).click();
  await page.keyboard.press('Escape');
  await expect(row(page, 'Limit 4 s')).toContainText(/completed/);
  await settled(page);
  await expect(page).toHaveURL(/compare=1\./);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(9);
  await expect(rows(other)).toContainText([
    /answer/,
    /Before/,
    /patch/,
    /Quintela’s notion/,
    /knob/,
    /merged/,
    /8\.1/,
    /10\.1/,
    /Limit 4 s/,
  ]);
});

test('a variant opens in the Lab', async ({ page }) => {
  await openCompare(page);
  await page.getByRole('button', { name: 'Actions for Per-device knob' }).click();
  await page.getByRole('menuitem', { name: 'Open in the Lab' }).click();
  await expect(verdict(page)).toHaveText(/^Completes, and loses [\d,]+ pages/);
});

test('the same run under every release says what changes it', async ({ page }) => {
  test.slow();
  await openCompare(page);
  await page.getByRole('tab', { name: 'Every release' }).click();
  const table = page.getByRole('region', { name: 'Releases' });
  await expect(table.getByRole('row')).toHaveCount(12, { timeout: 90_000 });
  await expect(table.getByRole('row').filter({ hasText: /^7\.2/ })).toContainText('refused');
  await expect(table.getByRole('row').filter({ hasText: /^10\.0/ })).toContainText(
    /pages lost by the all-dirty fallback, no longer reached \(by reading, not verified\)/,
  );
});

for (const [name, viewport] of [
  ['wide', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test('axe finds nothing, and nothing is wider than the window', async ({ page }) => {
        await openCompare(page);
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
        await page
          .getByRole('button', { name: /pages lost/ })
          .first()
          .click();
        await settled(page);
        expect(await axe(page), 'a page').toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Show both decisions' }).click();
        await settled(page);
        expect(await axe(page), 'two decisions').toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Add a variant' }).click();
        expect(await axe(page), 'a variant').toEqual([]);
      });
    });
