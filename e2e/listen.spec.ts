import { expect, type Page, test } from '@playwright/test';
import { choosePreset, openLab, settled, toTheEnd } from './lab.ts';

const listen = (page: Page) => page.getByRole('button', { name: 'Listen' });
const tone = (page: Page) => page.getByText(/^Tone: /);
const hz = async (page: Page) =>
  Number(/^Tone: ([\d,]+) Hz/.exec((await tone(page).textContent())!)![1]!.replace(',', ''));

test('what remains is a tone against that of the threshold, which follows the playhead, and is silent until asked for', async ({
  page,
}) => {
  await openLab(page);
  await choosePreset(page, 'Converging');
  await expect(tone(page)).toHaveCount(0);
  await expect(listen(page)).toHaveAttribute('aria-pressed', 'false');

  await page.getByRole('button', { name: 'To the start' }).click();
  await settled(page);
  await listen(page).click();
  await expect(listen(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(tone(page)).toHaveText('Tone: 1,760 Hz, no threshold yet');

  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  await expect(tone(page)).toHaveText(/, threshold 220 Hz$/);
  const early = await hz(page);
  expect(early).toBeGreaterThan(220);
  await toTheEnd(page);
  await expect.poll(() => hz(page)).toBeLessThan(220); // the guest was stopped, and all was sent

  // Playing drives it too, from the start to the end by itself.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.locator('[data-audio=running]')).toHaveCount(1);
  await expect.poll(() => hz(page)).toBeGreaterThan(220);

  await listen(page).click();
  await expect(tone(page)).toHaveCount(0);
  await page.reload();
  await expect(listen(page)).toHaveAttribute('aria-pressed', 'false');
});
