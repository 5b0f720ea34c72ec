import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, digest, openLab, settled } from './lab.ts';

const openGuest = async (page: Page) => {
  await openLab(page);
  await page.getByRole('button', { name: /^Guest\b/ }).click();
};
const kinds = (page: Page) => page.getByRole('dialog', { name: 'What the guest does' });

test('a kind of guest is chosen by its picture, and the guest changes', async ({ page }) => {
  await openGuest(page);
  const before = await digest(page);
  await page.getByRole('button', { name: 'Choose what the guest does' }).click();
  await expect(kinds(page).getByRole('listitem')).toHaveCount(14);
  expect(await axe(page)).toEqual([]);
  await kinds(page)
    .getByRole('button', { name: /^Database flush/ })
    .click();
  await settled(page);
  expect(await digest(page)).not.toBe(before);
  await expect(page.getByRole('region', { name: 'Workload 2' })).toContainText('Phase 2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => digest(page)).toBe(before);
});

test('phases are edited with the keyboard', async ({ page }) => {
  await openGuest(page);
  await page.getByRole('button', { name: 'Choose what the guest does' }).click();
  await kinds(page)
    .getByRole('button', { name: /^Phases/ })
    .click();
  await settled(page);
  const line = page.getByRole('img', { name: /^One round: 2 s uniform/ });
  await expect(line).toBeVisible();
  const phases = page.getByRole('list', { name: 'Phases' });
  await page.getByRole('button', { name: 'Move phase 1 down' }).press('Enter');
  await expect(page.getByRole('img', { name: /^One round: 1.5 s uniform/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Duration of phase 1' }).fill('700 ms');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /^One round: 700 ms uniform/ })).toBeVisible();
  await page.getByRole('button', { name: 'Add a phase' }).press('Enter');
  await expect(phases.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove phase 4' }).press('Enter');
  await expect(phases.getByRole('listitem')).toHaveCount(3);
  await phases.getByRole('button', { name: /Pattern of phase 3/ }).click();
  await page.getByRole('option', { name: 'Zipf' }).click();
  await settled(page);
  await expect(page.getByRole('img', { name: /zipf .* pages\/s\.$/ })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('a measured curve is opened from a file, and what is wrong with one is told', async ({ page }) => {
  await openGuest(page);
  await choosePreset(page, 'Idle guest');
  const open = async (name: string, changes: object) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a scenario file' }).click();
    await (await choosing).setFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...CURVE, ...changes })),
    });
  };
  await open('bad.json', { periods: [1000, 500] });
  await expect(page.getByText(/periods\.1/)).toContainText('500 ms after 1000 ms');
  await open('curve.json', {});
  await settled(page);
  await expect(page.getByText(/^2 measured points/)).toContainText('from 1,536 pages in 1 s');
});

const CURVE = {
  'page-size': 4096,
  'n-total-pages': 262_144,
  'n-sampled-pages': 1024,
  'n-zero-pages': 512,
  periods: [1000, 5000],
  'n-dirty-pages': [6, 20],
};
