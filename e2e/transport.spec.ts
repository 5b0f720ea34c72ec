import { expect, type Page, test } from '@playwright/test';
import { openLab, settled, toTheEnd } from './lab.ts';

const time = async (page: Page) => Number(await page.getByRole('slider', { name: 'Simulated time' }).inputValue());
const counts = (page: Page) => page.getByRole('region', { name: 'Pages' }).getByRole('list').allInnerTexts();

for (const unit of ['page batch', 'window', 'sync', 'decision']) {
  test(`a step back by ${unit} undoes a step forward, to the page`, async ({ page }) => {
    await openLab(page);
    await page.getByRole('button', { name: /^One step is/ }).click();
    await page.getByRole('menuitemradio', { name: unit }).click();
    const forward = page.getByRole('button', { name: `One ${unit} forward` });
    await forward.click();
    await settled(page);
    const before = { at: await time(page), pages: await counts(page) };
    await forward.click();
    await settled(page);
    expect(await time(page)).toBeGreaterThan(before.at);
    await page.getByRole('button', { name: `One ${unit} back` }).click();
    await settled(page);
    await expect.poll(async () => ({ at: await time(page), pages: await counts(page) })).toEqual(before);
  });
}

test('the keyboard plays, steps and goes to both ends', async ({ page }) => {
  await openLab(page);
  await page.keyboard.press('Home');
  await settled(page);
  expect(await time(page)).toBe(0);
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  expect(await time(page)).toBeGreaterThan(0);
  await page.keyboard.press('End');
  await settled(page);
  expect(await time(page)).toBe(30_000);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect.poll(() => time(page)).toBeGreaterThan(50);
  await page.keyboard.press('Space');
  await settled(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(/Space/);
});

test('the slider seeks, and the monitor and the maps follow', async ({ page }) => {
  await openLab(page);
  const slider = page.getByRole('slider', { name: 'Simulated time' });
  await slider.focus();
  await page.keyboard.press('Home');
  await settled(page);
  await expect(page.getByRole('region', { name: 'Pages' })).toContainText('matches the source in 0 %');
  await toTheEnd(page);
  await expect(page.getByRole('region', { name: 'Transport' })).toContainText('30.000 s of 30.000 s');
});

test('the speed goes from a thousandth of real time to as fast as it can', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: /^Speed/ }).click();
  await page.getByRole('slider', { name: 'Speed' }).press('End');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await settled(page);
  expect(await time(page)).toBe(30_000);
});
