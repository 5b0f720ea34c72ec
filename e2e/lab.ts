import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';

/** The built app behind isolation headers, on a plain static host under a sub-path, and on the development server. */
export const addresses = {
  isolated: '/',
  plain: () => String(test.info().config.metadata.plain),
  dev: () => String(test.info().config.metadata.dev),
};

/** Nothing is under way: no run being computed or played, no picture outstanding, no part of the screen. Never a sleep. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-settled', '1');
  await expect(page.locator('[data-fetching]')).toHaveCount(0);
}

/** Opens the app with the run standing still; fails the test if anything is printed as an error. */
export async function openLab(page: Page, address: string = addresses.isolated): Promise<void> {
  page.on('pageerror', (error) => expect(error.message, 'an uncaught error').toBe(''));
  page.on('console', (message) => {
    if (message.type() === 'error') expect(message.text(), 'an error in the console').toBe('');
  });
  await page.goto(address);
  await expect(page.locator('html')).toHaveAttribute('data-digest', /^[0-9a-f]{8}$/);
  await pause(page);
}

/** Stops a run that plays; a short one may end by itself meanwhile. */
export async function pause(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Pause', exact: true });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 5000 });
    await expect(page.locator('html')).toHaveAttribute('data-settled', '1', { timeout: 2000 });
  }).toPass({ timeout: 40_000 });
  await settled(page);
}

/** @param title how the option begins; its text goes on with what the preset teaches */
export async function choosePreset(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /Preset$/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: title }).first().click();
  await pause(page);
}

export async function toTheEnd(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'To the end', exact: true }).click();
  await settled(page);
}

export const verdict = (page: Page) => page.getByRole('heading', { level: 1 });
export const digest = (page: Page) => page.locator('html').getAttribute('data-digest');
export const tracking = (page: Page, who: 'Device' | 'IOMMU' | 'Type1' | 'Pinned' | 'Nobody' | 'No device') =>
  page.getByRole('radiogroup', { name: 'Who tracks' }).getByText(who, { exact: true }).click();

export async function chooseRule(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /Rule when nobody does$/ }).click();
  await page.getByRole('option', { name: title }).first().click();
  await settled(page);
}

/** What axe-core finds wrong, as `rule: first element`. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<Found> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
  });
}
