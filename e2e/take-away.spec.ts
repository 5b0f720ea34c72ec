import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Download, expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, digest, openLab, settled, toTheEnd, verdict } from './lab.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Take away' });
const tab = (page: Page, name: string) => dialog(page).getByRole('tab', { name, exact: true }).click();

async function openTakeAway(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take away' }).click();
  await expect(dialog(page).getByRole('tab', { name: 'Figures' })).toBeVisible();
}

/** The file that a button of the dialog gives. */
async function saved(
  page: Page,
  button: string | RegExp,
): Promise<{ readonly download: Download; readonly text: string }> {
  const download = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: button, exact: typeof button === 'string' })
    .click();
  const path = await (await download).path();
  return { download: await download, text: await readFile(path, 'utf8') };
}

async function chooseFigure(page: Page, title: string): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /Figure/ })
    .click();
  await page.getByRole('option', { name: title, exact: true }).click();
}

/** What the browser's own XML parser says. */
const parses = (page: Page, svg: string): Promise<boolean> =>
  page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
    svg,
  );

/** Different colours in a PNG of base64. */
const coloursIn = (page: Page, png: string): Promise<number> =>
  page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png);

/** Sheets of paper that a PDF of Chromium fills. */
const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** Gives the Lab a file, as a person would who chose it. */
async function giveFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a scenario file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

test('each figure is saved as a picture, with where it comes from', async ({ page }) => {
  test.slow(); // sixteen files
  await openLab(page);
  await choosePreset(page, 'Converging');
  await toTheEnd(page);
  const run = await digest(page);
  await openTakeAway(page);
  const titles = [
    'Everything over time',
    'Remaining to send',
    'Expected downtime',
    'Pages sent and dirtied',
    'States',
    'Downtime, part by part',
    'Source pages',
    'Destination pages',
  ];
  for (const title of titles) {
    await chooseFigure(page, title);
    const { download, text } = await saved(page, 'SVG');
    expect(download.suggestedFilename()).toMatch(/^converging-[a-z-]+\.svg$/);
    expect(await parses(page, text), title).toBe(true);
    expect(text, title).toContain(`run ${run}`);
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#s=2\./);
    const png = page.waitForEvent('download');
    await dialog(page).getByRole('button', { name: 'PNG' }).click();
    const bytes = await readFile(await (await png).path());
    expect(await coloursIn(page, bytes.toString('base64')), title).toBeGreaterThan(8);
    await expect(dialog(page).getByRole('img', { name: title })).toBeVisible();
  }
});

test('a table that comes back says what it is, opens its run, and is held against it', async ({ page }) => {
  test.slow(); // five runs
  await openLab(page);
  await choosePreset(page, 'Converging');
  await toTheEnd(page);
  const run = await digest(page);
  await openTakeAway(page);
  await chooseFigure(page, 'Remaining to send');
  const curve = await saved(page, 'CSV');
  await chooseFigure(page, 'Pages sent and dirtied');
  const passes = await saved(page, 'JSON');
  await page.keyboard.press('Escape');
  await choosePreset(page, 'Idle guest');
  expect(await digest(page)).not.toBe(run);

  await giveFile(page, 'curve.csv', curve.text);
  const notice = page.getByText(/^This is the convergence curve of “Converging”: [\d,]+ rows, QEMU 7\.2, run/);
  await expect(notice).toBeVisible();
  await expect(page.getByText(/has the same numbers in each of [\d,]+ rows/)).toBeVisible();
  await settled(page);
  expect(await digest(page)).toBe(run);

  await giveFile(page, 'passes.json', passes.text);
  await expect(page.getByText(/^This is the pages sent and dirtied in each pass of “Converging”/)).toBeVisible();

  const changed = curve.text.replace(/\n0,[^,\n]+,/, '\n0,17,');
  expect(changed).not.toBe(curve.text);
  await giveFile(page, 'changed.csv', changed);
  await expect(page.getByText(/other numbers: in row 1 remainingBytes is 17 in the file/)).toBeVisible();

  await giveFile(page, 'broken.csv', curve.text.replace('remainingBytes', 'remaining'));
  await expect(page.getByText('the columns are not those of the convergence curve')).toBeVisible();
});

for (const preset of ['Converging', 'Lost writes'])
  test(`the report opens by itself from the disk, shows its run and prints on one page: ${preset}`, async ({
    page,
    context,
  }) => {
    await openLab(page);
    await choosePreset(page, preset);
    const headline = await verdict(page).textContent();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: /^Note on/ }).fill('From here on it falls.');
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await openTakeAway(page);
    await tab(page, 'Report');
    await dialog(page).getByLabel('Question').fill('Is a limit of 300 ms enough?');
    await dialog(page).getByLabel('Decision').fill('Yes.\n\nWe keep it.');
    const { download, text } = await saved(page, 'Save the report');
    expect(download.suggestedFilename()).toMatch(/\.report\.html$/);
    const path = test.info().outputPath('report.html');
    await download.saveAs(path);

    const alone = await context.newPage();
    const asked: string[] = [];
    alone.on('request', (request) => asked.push(request.url()));
    const complaints: string[] = [];
    alone.on('console', (message) => complaints.push(message.text()));
    await alone.goto(pathToFileURL(path).href);
    await expect(alone.getByRole('heading', { level: 1 })).toHaveText('Is a limit of 300 ms enough?');
    await expect(alone.getByText(headline!)).toBeVisible();
    for (const name of ['Runs', 'Evidence', 'Notes', 'What QEMU decided', 'Decision', 'To make it again'])
      await expect(alone.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
    await expect(alone.getByText('From here on it falls.')).toBeVisible();
    await expect(alone.getByText('We keep it.')).toBeVisible();
    await expect(alone.getByRole('img')).toHaveCount(2);
    expect(asked).toEqual([pathToFileURL(path).href]);
    expect(complaints).toEqual([]);
    expect(text).toContain((await digest(page))!);
    await alone.emulateMedia({ media: 'print' });
    expect(pagesIn(await alone.pdf({ preferCSSPageSize: true }))).toBe(1);
  });

test('a mail, the commands and a trace', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLab(page);
  await choosePreset(page, 'Converging');
  await openTakeAway(page);

  await tab(page, 'Mail');
  const mail = (await dialog(page).getByLabel('The text for a mail').textContent())!;
  const tooLong = mail.split('\n').filter((line) => line.length > 72);
  expect(tooLong).toEqual([expect.stringMatching(/^http/)]);
  await dialog(page).getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('The text for a mail is in the clipboard.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(mail);

  await tab(page, 'Commands');
  const parts: Record<string, RegExp> = {
    QEMU: /qemu-system-x86_64 [\s\S]*-incoming defer/,
    QMP: /\{"execute":"migrate-set-parameters","arguments":\{"downtime-limit":300,/,
    HMP: /migrate_set_parameter downtime-limit 300\n/,
    virsh: /virsh migrate --live --verbose/,
    guestperf: /guestperf\.py [\s\S]*--downtime 300/,
    KubeVirt: /kind: MigrationPolicy\n/,
  };
  for (const [name, part] of Object.entries(parts)) {
    await dialog(page).getByRole('radio', { name }).check({ force: true });
    await expect(dialog(page).getByLabel(`For ${name}`)).toHaveText(part);
  }

  await tab(page, 'Trace');
  const { text } = await saved(page, /^Save the trace/);
  const { traceEvents } = JSON.parse(text) as { traceEvents: { ph: string; name: string }[] };
  expect(new Set(traceEvents.map(({ ph }) => ph))).toEqual(new Set(['M', 'X', 'i', 'C']));
});

test('runs that are compared are taken away together', async ({ page, context }) => {
  test.slow();
  await openLab(page);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-settled', '1', { timeout: 60_000 }); // eight runs
  await openTakeAway(page);
  const { text } = await saved(page, 'SVG');
  expect(await parses(page, text)).toBe(true);
  await chooseFigure(page, 'Outcomes');
  const outcomes = await saved(page, 'CSV');
  const rows = outcomes.text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(rows.length).toBeGreaterThan(2);
  expect(await axe(page)).toEqual([]);
  await tab(page, 'Report');
  const { download } = await saved(page, 'Save the report');
  const path = test.info().outputPath('comparison.html');
  await download.saveAs(path);
  const alone = await context.newPage();
  await alone.goto(pathToFileURL(path).href);
  await expect(alone.getByRole('table').first().getByRole('rowheader')).toHaveCount(rows.length - 1);
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const width of [1280, 390])
      test(`axe finds nothing in any tab, ${width} px wide`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await openLab(page);
        await openTakeAway(page);
        for (const name of ['Figures', 'Report', 'Mail', 'Commands', 'Trace']) {
          await tab(page, name);
          expect(await axe(page), name).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
        }
      });
  });
