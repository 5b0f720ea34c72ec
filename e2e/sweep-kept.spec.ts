import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { chromium, expect, type Page, test } from '@playwright/test';

/** Two thousand runs of some milliseconds. */
const plan = {
  format: 1,
  name: 'Kept',
  scenario: {
    format: 2,
    guest: {
      ramBytes: 67_108_864,
      workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 8192 }, writesPerSecond: 5000 }],
    },
    link: { kind: 'wire', bytesPerSecond: 60_000_000 },
    horizonMs: 5000,
  },
  axes: [
    { field: 'writesPerSecond', scale: 'log', from: 1000, to: 100_000, steps: 10 },
    { field: 'downtime-limit', scale: 'log', from: 10, to: 3000, steps: 10 },
  ],
  promise: {},
};
const addressOf = (repeats: number): string =>
  `/#view=sweep&sweep=1.${deflateRawSync(JSON.stringify({ ...plan, repeats })).toString('base64url')}`;
const status = (page: Page) => page.getByRole('status').filter({ hasText: 'onfirmed page by page' });
const confirmed = async (page: Page): Promise<number> => {
  const counted = /: ([\d,]+) of/.exec((await status(page).textContent()) ?? '');
  return counted ? Number(counted[1]!.replaceAll(',', '')) : 0;
};

test('a tab closed in the middle loses none of the runs it had counted', async ({ baseURL, launchOptions }) => {
  test.slow();
  const folder = await mkdtemp(join(tmpdir(), 'switchover-profile-'));
  const open = () => chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: baseURL! });
  try {
    const first = await open();
    const page = await first.newPage();
    await page.goto(addressOf(20));
    await expect.poll(() => confirmed(page), { timeout: 60_000 }).toBeGreaterThan(10);
    const before = await confirmed(page);
    expect(before).toBeLessThan(2000);
    await first.close();

    const second = await open();
    await second.route('**/study-worker*', (route) => route.abort());
    const reopened = await second.newPage();
    await reopened.goto(addressOf(20));
    await expect.poll(() => confirmed(reopened), { timeout: 60_000 }).toBeGreaterThanOrEqual(before);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('without room for results they are shown all the same, and it is told', async ({ page, baseURL }) => {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 1 });
  await page.goto(addressOf(1));
  await expect(page.getByText('The browser has no room left for results: they are shown, and not kept.')).toBeVisible();
  await expect(status(page)).toHaveText(/All 100 runs confirmed/, { timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/of 100 combinations/);
});
