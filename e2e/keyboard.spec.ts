import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Twin, type Walk, walk } from './keyboard-walk.ts';
import { openLab, settled } from './lab.ts';

test.describe.configure({ timeout: 400_000 });
test.use({ trace: 'off' }); // or a picture of the page is kept for each of thousands of keys

const POPUP = '[role=listbox],[role=menu]';

/** A click in any of the figures on the time axis moves the one playhead. */
const TIME_FIGURES: readonly Twin[] = [
  { of: 'section[aria-labelledby=lab-curve] svg', name: 'Playhead over the remaining bytes' },
];

/** Everything of the screen is there and nothing is under way; what opens in place is open. */
const SCREENS: readonly { id: string; ready: (page: Page) => Promise<void>; least: number; twins?: readonly Twin[] }[] =
  [
    {
      id: 'lab',
      ready: async (page) => {
        await openLab(page, '/#view=lab');
        await page.getByRole('button', { name: 'Open all' }).click();
      },
      least: 150,
      twins: TIME_FIGURES,
    },
    { id: 'compare', ready: shows('4,220 pages'), least: 40 },
    {
      id: 'sweep',
      ready: shows(/of 4,096 combinations/),
      least: 40,
      twins: [{ of: 'figure:has(fieldset) svg', name: /^Write rate .*, Downtime limit .*: stops the guest for/ }],
    },
    {
      id: 'evacuate',
      ready: shows(/ guests leave in /),
      least: 30,
      twins: [{ of: 'figure svg', name: 'web 4' }],
    },
    { id: 'thread', ready: shows(/^All \d+ runs are made/), least: 400 },
    { id: 'learn', ready: settled, least: 25 },
    { id: 'fidelity', ready: shows('Liu et al.'), least: 60 },
    { id: 'learn&lesson=glossary', ready: settled, least: 60 },
    { id: 'learn&lesson=glossary&term=sync', ready: settled, least: 15 },
    { id: 'learn&lesson=when-to-stop', ready: settled, least: 20 },
    { id: 'learn&lesson=never-converging', ready: settled, least: 20 },
    { id: 'learn&lesson=real-run', ready: settled, least: 20 },
    { id: 'lab&show=present', ready: (page) => openLab(page, '/#show=present'), least: 10, twins: TIME_FIGURES },
    { id: 'lab&show=embed', ready: (page) => openLab(page, '/#show=embed'), least: 5, twins: TIME_FIGURES },
  ];

function shows(text: string | RegExp) {
  return async (page: Page) => {
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 200_000 });
  };
}

const expectWhole = ({ faults }: Walk, where: string) => expect.soft(faults, where).toEqual([]);

for (const { id, ready, least, twins = [] } of SCREENS)
  test(`keys reach all that a mouse can act on: ${id}`, async ({ page }) => {
    await page.goto(`/#view=${id}`);
    await ready(page);
    const whole = await walk(page, { twins });
    expectWhole(whole, id);
    expect(whole.names.length).toBeGreaterThanOrEqual(least);
  });

for (const { id, ready } of SCREENS.filter(({ id }) => !id.includes('&')))
  test(`each list and menu opens by a key, and gives the focus back: ${id}`, async ({ page }) => {
    await page.goto(`/#view=${id}`);
    await ready(page);
    await walkPopups(page);
  });

test('keys reach all of each tab of the inspector', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'To the end', exact: true }).click();
  await settled(page);
  for (const tab of ['Decision', 'Monitor', 'Tool', 'Page', 'Devices', 'Outcome', 'Notes']) {
    await page.getByRole('tab', { name: tab }).click();
    await settled(page);
    expectWhole(await walk(page, { within: '[role=tabpanel]' }), tab);
  }
});

for (const [title, opener, address] of [
  ['Share what is on the screen', 'Share', ''],
  ['Help', 'Help', ''],
  ['Find', 'Find', ''],
  ['Scenes of a talk', 'Scenes of a talk', ''],
  ['Take away', 'Take away', ''],
  ['Take away', 'Take away', '#view=compare'],
  ['Add a variant', 'Add a variant', '#view=compare'],
  ['Speed: real time', 'Speed: real time', ''],
] as const)
  test(`keys reach all of a dialog, and the focus comes back to its button: ${title} ${address}`, async ({ page }) => {
    if (address === '') await openLab(page);
    else {
      await page.goto(`/${address}`);
      await shows('4,220 pages')(page);
    }
    const button = page.getByRole('button', { name: opener, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog).toBeVisible();
    await settled(page);
    // All there is to find are hundreds; those of one word stand for them.
    if (title === 'Find') await dialog.getByRole('searchbox').fill('sync');
    const tabs = await dialog.getByRole('tab').count();
    for (let i = 0; i < Math.max(tabs, 1); i++) {
      if (tabs > 0) await dialog.getByRole('tab').nth(i).click();
      expectWhole(await walk(page, { within: '[role=dialog]' }), `${title}, ${i}`);
    }
    await closeByKey(page, dialog);
    await expect(button).toBeFocused();
  });

test('a dialog that a menu or a key opened gives the focus back too', async ({ page }) => {
  await page.goto('/#view=compare');
  await shows('4,220 pages')(page);
  const actions = page.getByRole('button', { name: /^Actions for/ }).first();
  await actions.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Rename this variant' });
  await expect(dialog).toBeVisible();
  expectWhole(await walk(page, { within: '[role=dialog]' }), 'rename');
  await closeByKey(page, dialog);
  await expect(actions).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find' }).getByRole('searchbox')).toBeFocused();
  await closeByKey(page, page.getByRole('dialog', { name: 'Find' }));
  await expect(actions).toBeFocused();
});

/** The first Escape may take a tooltip away or empty a field. */
async function closeByKey(page: Page, dialog: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden({ timeout: 1000 });
  }).toPass({ timeout: 15_000 });
}

/** So many items look like the next: the last one is gone to, not each. */
const LONG = 12;

/** Opens each list and menu on the screen by keyboard, goes through it, and closes it again. */
async function walkPopups(page: Page): Promise<void> {
  const openers = page.locator('button[aria-haspopup]:not([disabled]):visible');
  for (let i = 0; i < (await openers.count()); i++) {
    const opener = openers.nth(i);
    await opener.focus();
    await page.keyboard.press('Enter');
    const popup = page.locator(POPUP).last();
    await expect(popup).toBeVisible();
    const name = (await popup.getAttribute('aria-label')) ?? `list ${i}`;
    const items = popup.locator('[role=option],[role^=menuitem]');
    if ((await items.count()) > LONG) {
      await page.keyboard.press('End');
      await expect(items.last()).toBeFocused();
    } else {
      const { faults, names } = await walk(page, { within: POPUP });
      expect.soft(faults, name).toEqual([]);
      expect.soft(names.length, name).toBeGreaterThan(0);
    }
    await page.keyboard.press('Escape');
    await expect(popup).toBeHidden();
    await expect.soft(opener, `the focus after ${name}`).toBeFocused();
  }
}
