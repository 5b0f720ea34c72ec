import { expect, type Page, test } from '@playwright/test';
import { axe, settled } from './lab.ts';

/** Opens a place of the screen Learn, and waits until its runs are made; fails the test if anything is printed as an error. */
async function openLearn(page: Page, place = ''): Promise<void> {
  page.on('pageerror', (error) => expect(error.message, 'an uncaught error').toBe(''));
  page.on('console', (message) => {
    if (message.type() === 'error') expect(message.text(), 'an error in the console').toBe('');
  });
  await page.goto(`/#view=learn${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-digest', /^[0-9a-f]{8}$/);
  await settled(page);
}
const curve = (page: Page) => page.getByRole('img', { name: /^Bytes that remain/ });

test('a number in a sentence is changed by its keys, and figure, prose and formula answer', async ({ page }) => {
  await openLearn(page, '&lesson=one-pass');
  const writes = page.getByRole('slider', { name: 'Pages the guest writes a second' });
  await expect(writes).toHaveAttribute('aria-valuetext', '12,000 pages/s (49.2 MB/s)');
  await expect(curve(page)).toHaveAccessibleName(/with 7 syncs; the guest moves after/);
  const before = await page.getByRole('article').innerText();
  await writes.focus();
  await page.keyboard.press('Home');
  await expect(writes).toHaveAttribute('aria-valuetext', '0 pages/s (0 B/s)');
  await settled(page);
  await expect(curve(page)).toHaveAccessibleName(/with 3 syncs/);
  expect(await page.getByRole('article').innerText()).not.toBe(before);
  await page.keyboard.press('End');
  await settled(page);
  await expect(curve(page)).toHaveAccessibleName(/it has not moved after/);
});

test('a number is changed by dragging it, and by its arrows', async ({ page }) => {
  await openLearn(page, '&lesson=when-to-stop');
  const limit = page.getByRole('slider', { name: 'Downtime limit' }).first();
  const box = (await limit.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(limit).not.toHaveAttribute('aria-valuetext', '300 ms');
  await settled(page);
  const dragged = await limit.getAttribute('aria-valuetext');
  await limit.locator('xpath=preceding-sibling::button').click();
  await expect(limit).not.toHaveAttribute('aria-valuetext', dragged!);
});

test('each symbol points to its mark in the figure, by focus and by pointer, and each mark to its symbol', async ({
  page,
}) => {
  await openLearn(page, '&lesson=when-to-stop');
  const sign = page.getByRole('button', { name: /^T: threshold, 35\.8 MiB/ });
  const mark = page.locator('svg [data-mark="threshold"]');
  await expect(mark).toHaveAttribute('data-lit', 'false');
  await sign.focus();
  await expect(mark).toHaveAttribute('data-lit', 'true');
  await page.getByRole('button', { name: /^B: measured bandwidth/ }).focus();
  await expect(mark).toHaveAttribute('data-lit', 'false');
  await page.locator('svg [data-mark="sync"] circle').first().hover();
  await expect(page.locator('svg [data-mark="sync"]')).toHaveAttribute('data-lit', 'true');
});

test('predict, run, score: a curve drawn by keys is held against the engine’s', async ({ page }) => {
  await openLearn(page, '&lesson=one-pass&step=predict');
  await expect(curve(page)).toHaveCount(0);
  const run = page.getByRole('button', { name: 'Run it' });
  await expect(run).toBeDisabled();
  const points = page.getByRole('group', { name: 'Your curve: bytes that remain' }).getByRole('slider');
  await expect(points).toHaveCount(13);
  await points.first().focus();
  for (let i = 0; i < 13; i++) {
    if (i > 7) await page.keyboard.press('Home');
    else for (let n = 0; n < i; n++) await page.keyboard.press('PageDown');
    if (i < 12) await page.keyboard.press('ArrowRight');
  }
  await expect(points.last()).toHaveAttribute('aria-valuetext', '0 B');
  await run.click();
  await expect(page.getByText(/^\d+ of 100 points/)).toBeVisible();
  await expect(curve(page)).toBeVisible();
  await expect(page.getByText('yours')).toBeVisible();
  const points1 = Number((await page.getByText(/^\d+ of 100 points/).innerText()).split(' ')[0]);
  expect(points1).toBeGreaterThan(60);
  // The first answer is kept: the list of lessons has it.
  await page.goto('/#view=learn');
  await expect(page.getByText(`1 of 2 questions answered, ${points1} points`)).toBeVisible();
});

test('predict, run, score: a curve drawn by the pointer, answers that are picked and set', async ({ page }) => {
  await openLearn(page, '&lesson=one-pass&step=predict');
  const sheet = page.getByRole('group', { name: 'Your curve: bytes that remain' });
  const box = (await sheet.boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height - 40, { steps: 20 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByText(/^\d+ of 100 points/)).toBeVisible();

  await page.goto('/#view=learn&lesson=one-pass&step=check');
  await settled(page);
  await page.getByRole('button', { name: /^As many/ }).click();
  await expect(page.getByText(/^You said As many.*The engine says Fewer/)).toBeVisible();
  await page.getByRole('button', { name: 'Answer again' }).click();
  await page.getByRole('button', { name: /^Fewer/ }).click();
  await expect(page.getByText(/^Right: Fewer/)).toBeVisible();

  await page.goto('/#view=learn&lesson=when-to-stop&step=check');
  await settled(page);
  const answer = page.getByRole('slider', { name: 'Your answer' });
  await answer.focus();
  for (let i = 0; i < 13; i++) await page.keyboard.press('ArrowDown');
  await expect(answer).toHaveAttribute('aria-valuetext', '48 MiB');
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByText('Right: 47.7 MiB.')).toBeVisible();
});

test('every step has a link of its own, and every lesson leads through all of its steps', async ({ page }) => {
  test.slow();
  await openLearn(page, '&lesson=what-is-copied');
  const title = page.getByRole('heading', { level: 2 });
  const seen: string[] = [];
  for (let i = 0; i < 60; i++) {
    await settled(page);
    seen.push(await title.innerText());
    const onward = page.getByRole('navigation', { name: 'Onward' }).getByRole('link').last();
    if ((await onward.innerText()) === 'All lessons') break;
    await onward.click();
  }
  expect(seen.filter((each) => each === 'Check')).toHaveLength(11);
  expect(seen.length).toBeGreaterThanOrEqual(44);
  await page.goto('/#view=learn&lesson=downtime&step=who-counts');
  await expect(title).toHaveText('Two clocks');
  await expect(page.getByRole('row', { name: /destination loads/ })).toBeVisible();
});

test('the pages of a lesson move through time, and a lost page tells its life', async ({ page }) => {
  await openLearn(page, '&lesson=lost-write');
  const destination = page.getByRole('img', { name: /^Pages of the destination/ });
  await expect(destination).toHaveAccessibleName(/1,166 lost/);
  const picture = () => destination.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const atEnd = await picture();
  await page.getByRole('slider', { name: 'at' }).fill('20');
  await settled(page);
  await expect(destination).not.toHaveAccessibleName(/lost/);
  await expect.poll(picture).not.toBe(atEnd);
  await page.goto('/#view=learn&lesson=dirty-bitmap');
  await settled(page);
  await expect(page.getByText('Written twice, sent twice; the destination has its newest content.')).toBeVisible();
  await page.getByRole('slider', { name: 'Page that is followed' }).press('ArrowRight');
  await settled(page);
  await expect(page.getByText('Written twice, sent twice; the destination has its newest content.')).toBeHidden();
  await page.goto('/#view=learn&lesson=lost-write&step=one-page');
  await settled(page);
  await expect(page.getByText(/a write is lost\.$/)).toBeVisible();
});

test('a real run is laid over its prediction, and a lesson’s run opens in the Lab', async ({ page }) => {
  await openLearn(page, '&lesson=real-run');
  await expect(page.getByText('real QEMU', { exact: true })).toBeVisible();
  await page.goto('/#view=learn&lesson=never-converging');
  await settled(page);
  await page.getByRole('button', { name: 'Open in the Lab' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Does not converge/);
});

test('the glossary is read by keys: in place, on its page, and found by a part of a word', async ({ page }) => {
  await openLearn(page, '&lesson=one-pass');
  const word = page.getByRole('article').getByRole('link', { name: 'pass', exact: true });
  await page.keyboard.press('Tab'); // from here on the focus is shown, as for whoever uses keys
  await word.focus();
  const card = page.getByRole('tooltip');
  await expect(card).toContainText('One walk over what is dirty');
  await expect(card).toContainText(/\d+ passes; the first lasted/);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'pass' })).toBeFocused();
  await settled(page);
  await expect(page.getByText(/7 passes; the first lasted/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a word' }).fill('x-ignore');
  await expect(page.getByRole('list', { name: 'Words' }).getByRole('link')).toHaveText(['shared memory']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'shared memory' })).toBeVisible();
});

test('a first visit is offered a tour, which can be skipped and found again', async ({ page }) => {
  test.slow();
  await page.goto('/');
  const invitation = page.getByRole('complementary', { name: 'First visit' });
  await expect(invitation).toBeVisible();
  await invitation.getByRole('button', { name: 'Tour of the screen' }).click();
  const card = page.getByRole('dialog', { name: 'Tour of the screen' });
  await expect(card).toContainText('1 of 7');
  await expect(card.getByRole('heading')).toBeFocused();
  const parts = new Set<string | null>();
  for (let i = 0; i < 6; i++) {
    parts.add(await page.locator('[data-touring]').getAttribute('data-tour'));
    await page.keyboard.press('ArrowRight');
  }
  parts.add(await page.locator('[data-touring]').getAttribute('data-tour'));
  expect(parts.size).toBe(7);
  await expect(card).toContainText('7 of 7');
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(page.locator('[data-touring]')).toHaveCount(0);
  // It is not offered again, and is there when it is looked for.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(invitation).toBeHidden();
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tour of the screen' }).click();
  await expect(card).toContainText('1 of 7');
  await card.getByRole('button', { name: 'Skip the rest' }).click();
  await expect(card).toBeHidden();
  await page.goto('/#view=learn');
  await page.getByRole('button', { name: 'Tour of the Lab' }).click();
  await expect(card).toContainText('1 of 7');
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, viewport] of [
    ['wide', { width: 1440, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ] as const)
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing, and nothing is wider than the window', async ({ page }) => {
        test.slow();
        await openLearn(page);
        for (const place of [
          '',
          '&lesson=what-is-copied',
          '&lesson=one-pass&step=predict',
          '&lesson=one-pass&step=check',
          '&lesson=dirty-bitmap',
          '&lesson=downtime',
          '&lesson=skip-block-mark',
          '&lesson=lost-write',
          '&lesson=real-run',
          '&lesson=choosing-a-limit&step=knee',
          '&lesson=glossary&term=sync',
        ]) {
          await page.goto(`/#view=learn${place}`);
          await settled(page);
          expect(await axe(page), place).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), place).toBe(true);
        }
        await page.goto('/');
        await page.getByRole('button', { name: 'Tour of the screen' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await axe(page), 'tour').toEqual([]);
      });
    });
