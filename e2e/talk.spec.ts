import { expect, type Page, test } from '@playwright/test';
import { axe, openLab, settled, tracking, verdict } from './lab.ts';

async function keepScene(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Scenes of a talk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Scenes of a talk' });
  await dialog.getByRole('textbox', { name: 'Title of the new scene' }).fill(title);
  await dialog.getByRole('button', { name: 'Keep what is on the screen' }).click();
  await expect(dialog.getByRole('listitem').last().getByRole('textbox')).toHaveValue(title);
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await settled(page);
}

test('two scenes are kept, and a talk walks through them from its link', async ({ page, context }) => {
  await openLab(page);
  await keepScene(page, 'Nobody tracks the device');
  await tracking(page, 'Device');
  await expect(verdict(page)).toHaveText(/^Stops/);
  await keepScene(page, 'The device tracks itself');
  await page.keyboard.press('p');
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeHidden();
  await expect(page).toHaveURL(/show=present/);
  await expect(page).toHaveURL(/scenes=1\./);

  const hall = await context.newPage();
  await hall.goto(page.url());
  await settled(hall);
  await expect(hall.getByRole('region', { name: 'Settings' })).toHaveCount(0);
  await hall.keyboard.press('PageDown');
  await expect(hall.getByRole('status').filter({ hasText: '1 of 2' })).toContainText('Nobody tracks the device');
  await expect(verdict(hall)).toHaveText(/^Does not converge/);
  await hall.keyboard.press('PageDown');
  await expect(hall.getByRole('status').filter({ hasText: '2 of 2' })).toContainText('The device tracks itself');
  await expect(verdict(hall)).toHaveText(/^Stops/);
  await settled(hall);
  expect(await axe(hall)).toEqual([]);
  await hall.keyboard.press('PageUp');
  await expect(verdict(hall)).toHaveText(/^Does not converge/);
  await hall.keyboard.press('p');
  await expect(hall.getByRole('navigation', { name: 'Screens' })).toBeVisible();
});

test('a locked link leaves one control free, and an embedded run opens in full', async ({ page, context }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share what is on the screen' });
  await dialog.getByText('Some', { exact: true }).click();
  expect(await axe(page)).toEqual([]);
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByText('Embed', { exact: true }).click();
  const code = await dialog.getByRole('textbox', { name: 'HTML for the other page' }).inputValue();
  expect(code).toMatch(/^<iframe src="http[^"]*show=embed&amp;free=downtime-limit" title="[^"]+"/);

  const pupil = await context.newPage();
  await pupil.goto(link);
  await settled(pupil);
  const settings = pupil.getByRole('region', { name: 'Settings' });
  await expect(settings.getByRole('slider')).toHaveCount(1);
  await expect(settings.getByRole('button', { name: /Preset/ })).toHaveCount(0);
  await settings.getByRole('slider', { name: 'Downtime limit' }).press('End');
  await expect(verdict(pupil)).toHaveText(/^Stops/);

  // Nothing leads from there to another run.
  await pupil.goto(`${link}&view=thread`);
  await expect(pupil.getByRole('button', { name: /^Play / }).first()).toBeVisible();
  await expect(pupil.getByRole('button', { name: /^(Open in Lab|Add to Compare)/ })).toHaveCount(0);
  await pupil.close(); // or it makes all the runs of the thread meanwhile

  const other = await context.newPage();
  await other.setContent(code);
  const frame = other.frameLocator('iframe');
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText(/^Does not converge/);
  await expect(frame.getByRole('navigation')).toHaveCount(0);
  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in full' }).click();
  const full = await opened;
  await settled(full);
  await expect(full.getByRole('button', { name: /Preset$/ })).toBeVisible();
});
