import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, chooseRule, digest, openLab, pause, settled, tracking, verdict } from './lab.ts';

/** In parts, since there are many. */
const PARTS = 3;
for (const part of Array(PARTS).keys())
  test(`every preset can be chosen and reaches a verdict, part ${part + 1} of ${PARTS}`, async ({ page }) => {
    test.slow();
    await openLab(page);
    const picker = page.getByRole('button', { name: /Preset$/ });
    await picker.click();
    const presets = await page.getByRole('listbox').getByRole('option').count();
    await page.keyboard.press('Escape');
    expect(presets).toBeGreaterThanOrEqual(50);
    for (let i = part; i < presets; i += PARTS) {
      await picker.click();
      await page.getByRole('listbox').getByRole('option').nth(i).click();
      await pause(page);
      await expect(verdict(page)).toHaveText(/\.$/);
    }
  });

test('a change can be taken back and made again', async ({ page }) => {
  await openLab(page);
  const before = await digest(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  const after = await digest(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => digest(page)).toBe(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => digest(page)).toBe(after);
});

test('a value is typed with its unit, and an impossible one is explained', async ({ page }) => {
  await openLab(page);
  const limit = page.getByRole('textbox', { name: 'Downtime limit, as text' });
  await limit.fill('2001 s');
  await page.keyboard.press('Enter');
  await expect(
    page.getByText("Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms"),
  ).toBeVisible();
  await limit.fill('1.5 s');
  await page.keyboard.press('Enter');
  await expect(limit).toHaveValue('1.5 s');
  await page.getByRole('button', { name: 'Open all' }).click();
  const ram = page.getByRole('textbox', { name: 'Guest RAM, as text' });
  await ram.fill('8 GiB');
  await page.keyboard.press('Enter');
  await settled(page);
  await expect(page.getByRole('region', { name: 'Pages' })).toContainText('2,097,282 pages');
});

test('a scenario is saved as a file and opened again', async ({ page }) => {
  await openLab(page);
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  const saved = await digest(page);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the scenario as a file' }).click();
  const file = await (await waiting).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 2 });
  await choosePreset(page, 'Idle guest');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a scenario file' }).click();
  await (await choosing).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await expect.poll(() => digest(page)).toBe(saved);
});

test('a tracker that the release does not know brings the release that does', async ({ page }) => {
  await openLab(page);
  const release = page.getByRole('button', { name: /QEMU release$/ });
  await expect(release).toContainText('7.2');
  await tracking(page, 'IOMMU');
  await expect(release).toContainText('9.1');
  await expect(verdict(page)).toHaveText(/^Stops/);
  await tracking(page, 'Pinned');
  await expect(release).toContainText('9.1');
  await expect(verdict(page)).toHaveText(/^Stops/);
});

test('a rule says who, for and against, and leads to a run that shows it', async ({ page }) => {
  await openLab(page);
  await chooseRule(page, 'Only with an explicit opt-in');
  await expect(verdict(page)).toHaveText(/refuses/);
  const card = page.getByRole('region', { name: 'Rule P2' });
  await expect(card).toContainText('Alex Williamson, T#2');
  await expect(card).toContainText('Against');
  await card.getByRole('button', { name: 'Untracked: skip pre-copy after an opt-in' }).click();
  await pause(page);
  await expect(verdict(page)).toHaveText(/pre-copy is skipped/);
  await expect(page.getByRole('button', { name: /Preset$/ })).toContainText('after an opt-in');
});

test('two devices without peer-to-peer block the migration, until both can', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Two devices without peer-to-peer');
  await expect(verdict(page)).toHaveText(/refuses/);
  await group(page, 'Devices');
  const list = page.getByRole('list', { name: 'Devices' });
  for (const name of ['0000:01:00.0', '0000:02:00.0']) {
    await list.getByRole('button', { name: `${name} device log` }).click();
    const device = page.getByRole('region', { name });
    await device.getByRole('button', { name: /^Protocol/ }).click();
    await device.getByText('Can stop peer-to-peer DMA first').click();
  }
  await settled(page);
  await expect(verdict(page)).toHaveText(/^Stops/);
});

test('devices are added, named, duplicated and removed, and each says who tracks it and why', async ({ page }) => {
  await openLab(page);
  await group(page, 'Devices');
  const list = page.getByRole('list', { name: 'Devices' });
  await page.getByRole('button', { name: 'Duplicate 0000:01:00.0' }).click();
  await expect(list.getByRole('button', { name: /0000:02:00\.0 nobody/ })).toHaveAttribute('aria-pressed', 'true');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('0000:01:00.0');
  await expect(page.getByText('Another device has this name.')).toBeVisible();
  await name.fill('0000:65:00.1');
  await page.keyboard.press('Enter');
  const device = page.getByRole('region', { name: '0000:65:00.1' });
  await device.getByRole('button', { name: /^Tracking/ }).click();
  await settled(page);
  await expect(device).toContainText('Tracked in 7.2 by nobody.');
  await device.getByText('Type1', { exact: true }).click();
  await settled(page);
  await expect(device).toContainText('Tracked in 7.2 by the container, with every page.');
  await expect(page.getByRole('radiogroup', { name: 'Who tracks' })).toContainText('It differs from device to device');
  for (const part of ['DMA', 'Protocol', 'State', 'Times', 'Properties'])
    await device.getByRole('button', { name: new RegExp(`^${part}`) }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove 0000:65:00.1' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
});

test('what only later releases have is there with them', async ({ page }) => {
  await openLab(page);
  await group(page, 'QEMU');
  await expect(page.getByText('switchover-ack is there from QEMU 8.1 on; this is 7.2.')).toBeVisible();
  await page.getByRole('button', { name: /QEMU release$/ }).click();
  await page.getByRole('option', { name: '9.0' }).click();
  await settled(page);
  const returnPath = page.getByRole('switch', { name: 'Return path' });
  await expect(returnPath).not.toBeChecked();
  await page.getByText('Wait for the initial bytes', { exact: true }).click();
  await expect(returnPath).toBeChecked();
});

/** Opens a group of the scenario. */
const group = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(`^${title}\\b`) }).click();
