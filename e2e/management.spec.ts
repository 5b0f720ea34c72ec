import { expect, type Page, test } from '@playwright/test';
import { axe, choosePreset, openLab, settled, toTheEnd, verdict } from './lab.ts';

const group = (page: Page) => page.getByRole('button', { name: /^Management/ });
const decisions = (page: Page) => page.getByRole('list', { name: 'Decisions of the tool' }).getByRole('listitem');
const lane = (page: Page) => page.getByRole('listitem').filter({ hasText: /^tool: / });

async function chooseTool(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Managed by$/ }).click();
  await page.getByRole('option', { name }).first().click();
  await settled(page);
}

test('a guest that does not converge ends under Nova, which raises the limit in steps', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Plateau, managed by nobody');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  await expect(lane(page)).toHaveCount(0);

  await group(page).click();
  await chooseTool(page, 'OpenStack Nova');
  const delay = page.getByRole('textbox', { name: /Between steps, each GiB/ });
  await delay.fill('3 s');
  await delay.press('Enter');
  await settled(page);
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(lane(page)).toContainText('limit 50 ms from 0 ms to 6 s, limit 95 ms from 6 s to 12 s');
  await page.getByRole('tab', { name: 'Tool' }).click();
  await expect(decisions(page)).toHaveCount(10);
  await expect(decisions(page).nth(1)).toContainText('Step 1 of 10 is due 6 s after the start.');
  await expect(decisions(page).nth(1)).toContainText('migrate-set-parameters {"downtime-limit":95}');
  expect(await axe(page)).toEqual([]);
  await decisions(page).nth(9).getByRole('button').click();
  await settled(page);
  await expect(page.getByRole('slider', { name: 'Simulated time' })).toHaveAttribute('aria-valuetext', /^54/);
});

test('in shadow mode the tool says what it would do, and the run stays as it is', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'Plateau, managed by nobody');
  const digest = await page.locator('html').getAttribute('data-digest');
  await choosePreset(page, 'Plateau, Nova in shadow mode');
  await expect(page.locator('html')).toHaveAttribute('data-digest', digest!);
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  await expect(lane(page)).toContainText('would be limit 95 ms');
  await page.getByRole('tab', { name: 'Tool' }).click();
  await expect(decisions(page).nth(10)).toContainText('would: limit 500 ms');
  expect(await axe(page)).toEqual([]);
  await group(page).click();
  await page.getByText('Acts', { exact: true }).click();
  await settled(page);
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
});

test('nine managements of one guest, side by side', async ({ page }) => {
  test.setTimeout(120_000);
  await openLab(page);
  await page.getByRole('link', { name: 'Compare' }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Add a variant' }).click();
  await page.getByRole('button', { name: 'Nine managements of one guest that stalls' }).click();
  await page.keyboard.press('Escape');
  const rows = page.getByRole('region', { name: 'Outcomes' }).getByRole('row');
  await expect(rows).toHaveCount(10, { timeout: 60_000 });
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Nine managements, one guest/);
  await expect(rows.filter({ hasText: 'KubeVirt, timeouts' })).toContainText('cancelled');
  await expect(rows.filter({ hasText: 'Proxmox VE' })).toContainText('completed');
  await expect(page.getByRole('region', { name: 'First difference' })).toContainText('threshold');
  expect(await axe(page)).toEqual([]);
});
