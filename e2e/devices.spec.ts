import { expect, type Page, test } from '@playwright/test';
import { choosePreset, openLab, toTheEnd, tracking, verdict } from './lab.ts';

const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Devices' });

test('a device shows its tracker, and the way to any state, or why there is none', async ({ page }) => {
  await openLab(page);
  await choosePreset(page, 'A state that goes before');
  await toTheEnd(page);
  await page.getByRole('tab', { name: 'Devices' }).click();
  await expect(panel(page)).toContainText('the device itself');
  await panel(page).getByRole('button', { name: 'STOP_COPY', exact: true }).click();
  await expect(panel(page)).toContainText('One arc: STOP, STOP_COPY.');
  await panel(page).getByRole('button', { name: 'PRE_COPY', exact: true }).click();
  await expect(panel(page)).toContainText('A combination of arcs: STOP, RUNNING, PRE_COPY.');
  await panel(page).getByRole('button', { name: 'RUNNING_P2P' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('STOP to RUNNING_P2P is refused: the device does not offer RUNNING_P2P.');
});

test('tracking by the device turns a run without end into one that stops, and the decision says so', async ({
  page,
}) => {
  await openLab(page);
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Does not converge');
  const decision = page.getByRole('tabpanel', { name: 'Decision' });
  await expect(decision.getByRole('listitem').filter({ hasText: 'May the guest stop?' })).toContainText('not yet');
  await tracking(page, 'Device');
  await toTheEnd(page);
  await expect(verdict(page)).toContainText('Stops the guest for');
  await expect(decision.getByRole('heading', { name: 'Stop the guest' })).toBeVisible();
  await expect(decision.getByRole('listitem').filter({ hasText: 'May the guest stop?' })).toContainText('yes');
});
