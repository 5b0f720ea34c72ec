import { expect, type Page, test } from '@playwright/test';
import { settled } from './lab.ts';

/** Screens whose every word comes from a catalogue. */
const SCREENS: readonly string[] = ['thread', 'evacuate', 'fidelity', 'sweep', 'compare'];

/** The left column of the Lab. */
const SETTINGS = '[aria-label="[Settings]"]';

test.describe('every text of a screen goes through its language', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('switchover-language', 'en-XA'));
  });

  for (const screen of SCREENS)
    test(screen, async ({ page }) => {
      test.slow(); // some screens compute on all cores while they are looked at
      await page.goto(`/#view=${screen}`);
      await opened(page);
      await unfold(page);
      expect(await wordsOutsideBrackets(page)).toEqual([]);
    });

  test('the scenario, with all that can be opened and added', async ({ page }) => {
    test.slow();
    await page.goto('/');
    await opened(page);
    const panel = page.getByRole('region', { name: '[Scenario]' });
    await panel.getByRole('button', { name: 'Open all' }).click();
    for (const more of ['a device', 'a device', 'a workload', 'a command', 'a change of speed'])
      await panel.getByRole('button', { name: `[Add ${more}]` }).click();
    for (const pattern of ['Measured curve', 'Phases', 'Bursts']) {
      await panel.getByRole('button', { name: '[Write pattern]' }).last().click();
      await page.getByRole('option', { name: `[${pattern}]` }).click();
      expect(await wordsOutsideBrackets(page, SETTINGS)).toEqual([]);
    }
    for (const list of ['Preset', 'Rule when nobody does', 'QEMU release', 'What', 'Managed by', 'Write pattern']) {
      await panel
        .getByRole('button', { name: `[${list}]` })
        .first()
        .click();
      expect(await wordsOutsideBrackets(page, '[role=listbox]')).toEqual([]);
      await page.keyboard.press('Escape');
    }
    for (const part of ['DMA', 'Tracking', 'Protocol', 'State', 'Times', 'Properties'])
      await panel.getByRole('button', { name: new RegExp(`^\\[${part}\\]`) }).click();
    for (const release of ['10.1', '8.1']) {
      await panel.getByRole('button', { name: '[QEMU release]' }).first().click();
      await page.getByRole('option', { name: release }).click();
      for (const tool of ['KubeVirt, stall', 'oVirt, suspend']) {
        await panel.getByRole('button', { name: '[Managed by]' }).first().click();
        await page.getByRole('option', { name: tool }).click();
        expect(await wordsOutsideBrackets(page, SETTINGS)).toEqual([]);
      }
    }
    await panel.getByRole('button', { name: '[Choose what the guest does]' }).click();
    expect(await wordsOutsideBrackets(page, '[role=dialog]')).toEqual([]);
  });

  test('a recording and a formula, laid over the run', async ({ page }) => {
    await page.goto('/');
    await opened(page);
    const formulas = page.getByRole('region', { name: '[Compare with a formula]' });
    await formulas.getByText('[Uniform writer]').click();
    await expect(formulas.getByRole('table')).toBeVisible();
    expect(await wordsOutsideBrackets(page, SETTINGS)).toEqual([]);
    const recordings = page.getByRole('region', { name: '[Compare with real QEMU]' });
    await recordings.getByRole('button', { name: '[Recorded migration]' }).click();
    expect(await wordsOutsideBrackets(page, '[role=listbox]')).toEqual([]);
    await page.getByRole('option', { name: 'uni-never-then-downtime' }).click();
    await expect(recordings.getByRole('table').first()).toBeVisible({ timeout: 30_000 });
    expect(await wordsOutsideBrackets(page, SETTINGS)).toEqual([]);
  });

  test('the Lab, with all that its tabs hold', async ({ page }) => {
    test.slow();
    const found = new Set<string>();
    const look = async () => {
      await settled(page);
      for (const words of await wordsOutsideBrackets(page)) found.add(words);
    };
    await page.goto('/');
    await opened(page);
    await page.keyboard.press('End');
    await settled(page);
    await unfold(page);
    await look();
    const closer = page.getByRole('region', { name: '[Closer look]' });
    for (const tab of await closer.getByRole('tab').all()) {
      await tab.click();
      await look();
    }
    await closer.getByRole('button', { name: '[Note on this instant]' }).click();
    await look();
    await closer.getByRole('textbox').fill('…');
    await closer.getByRole('button', { name: '[Keep the note]' }).click();
    await look();

    await closer.getByRole('tab', { name: '[Monitor]' }).click();
    for (const part of await closer.getByRole('radio').all()) {
      await part.check({ force: true });
      await look();
    }
    await closer.getByText('[Console]').click();
    for (const command of ['query-status', 'cancel', 'migrate_cancel']) {
      await closer.getByRole('textbox').fill(command);
      await closer.getByRole('textbox').press('Enter');
      await look();
    }

    await page.getByRole('slider', { name: '[Page cursor, source]' }).press('Enter');
    await expect(closer.getByRole('button', { name: '[Let go of this page]' })).toBeVisible();
    await look();
    expect([...found]).toEqual([]);
  });

  test('the tour of the Lab', async ({ page }) => {
    await page.goto('/');
    await opened(page);
    await page.getByRole('complementary').getByRole('button', { name: '[Tour of the screen]' }).click();
    const card = page.getByRole('dialog', { name: '[Tour of the screen]' });
    const found = [];
    for (;;) {
      await expect(card.getByRole('heading')).toBeFocused();
      found.push(...(await wordsOutsideBrackets(page)));
      const next = card.getByRole('button', { name: '[Next]' });
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(found).toEqual([]);
  });

  test('every step of every lesson, before its answer and after it', async ({ page }) => {
    test.setTimeout(300_000);
    await page.goto('/#view=learn&lesson=what-is-copied');
    await opened(page);
    const outside: string[] = [];
    let steps = 0;
    for (let isLast = false; !isLast; steps++) {
      await settled(page);
      outside.push(...(await wordsOutsideBrackets(page)));
      if (await answered(page)) outside.push(...(await wordsOutsideBrackets(page)));
      const onward = page.locator('[data-onward] a').last();
      isLast = !(await onward.getAttribute('href'))!.includes('lesson=');
      await onward.click();
    }
    outside.push(...(await wordsOutsideBrackets(page)));
    expect([...new Set(outside)]).toEqual([]);
    expect(steps).toBeGreaterThan(40);
  });

  test('the glossary, and a card of it in place', async ({ page }) => {
    const outside: string[] = [];
    for (const place of ['glossary', 'glossary&term=sync', 'glossary&term=lost-write', 'glossary&term=zz', 'zz', '']) {
      await page.goto(`/#view=learn&lesson=${place}`);
      await opened(page);
      await settled(page);
      outside.push(...(await wordsOutsideBrackets(page)));
    }
    await page.goto('/#view=learn&lesson=one-pass');
    await settled(page);
    await page.keyboard.press('Tab');
    await page.locator('article p a').first().focus();
    await expect(page.getByRole('tooltip')).toContainText(/\d/);
    outside.push(...(await wordsOutsideBrackets(page)));
    expect([...new Set(outside)]).toEqual([]);
  });
});

test('a lesson in German: a number in a sentence is changed, and the sentence answers; a word is explained in place', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('switchover-language', 'de'));
  await page.goto('/#view=learn&lesson=one-pass');
  await settled(page);
  const writes = page.getByRole('slider', { name: 'Seiten, die der Gast je Sekunde schreibt' });
  await expect(writes).toHaveAttribute('aria-valuetext', '12.000 Seiten/s (49,2 MB/s)');
  const found = page.getByText(/fand es .* die noch einmal zu senden waren/);
  await expect(found).toContainText(/fand es \d+(,\d)? MiB,/);
  await writes.focus();
  await page.keyboard.press('Home');
  await settled(page);
  await expect(found).toContainText('fand es 0 B, die noch einmal zu senden waren');
  await page.keyboard.press('Tab');
  await page.getByRole('article').getByRole('link', { name: 'Durchgang', exact: true }).focus();
  const card = page.getByRole('tooltip');
  await expect(card).toContainText('Ein Gang über alles, was schmutzig ist');
  await expect(card).toContainText(/\d+ Durchgänge; der erste dauerte/);
  await page.goto('/#view=learn&lesson=one-pass&step=check');
  await settled(page);
  await page.getByRole('button', { name: /^Weniger/ }).click();
  await expect(page.getByText(/^Richtig: Weniger/)).toBeVisible();
});

test.describe('so does what opens', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('switchover-language', 'en-XA'));
    await page.goto('/#view=evacuate');
    await opened(page);
  });

  for (const name of ['[Find]', '[Scenes of a talk]', '[Share]', '[Help]'])
    test(name, async ({ page }) => {
      await page.getByRole('button', { name, exact: true }).click();
      const dialog = page.getByRole('dialog');
      if (name === '[Find]') await expect(dialog.getByText('[Glossary]')).toBeVisible();
      if (name === '[Scenes of a talk]') {
        await dialog.getByRole('button', { name: '[Keep what is on the screen]' }).click();
        await expect(dialog.getByRole('listitem')).toBeVisible();
      }
      if (name === '[Share]') await dialog.getByText('[Some]').click();
      await expect(dialog).toBeVisible();
      expect(await wordsOutsideBrackets(page)).toEqual([]);
    });

  test('the orders of an evacuation, and its menu', async ({ page }) => {
    await page.getByRole('button', { name: '[Compare orders]' }).click();
    await expect(page.getByRole('button', { name: '[Compare again]' })).toBeVisible();
    await page.getByRole('button', { name: '[Add a guest]' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await wordsOutsideBrackets(page)).toEqual([]);
  });

  test('a talk', async ({ page }) => {
    await page.keyboard.press('p');
    await expect(page.getByRole('button', { name: '[Leave the talk]' })).toBeVisible();
    expect(await wordsOutsideBrackets(page)).toEqual([]);
  });
});

test('the transport goes through its language', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('switchover-language', 'en-XA'));
  await page.goto('/');
  await opened(page);
  const transport = page.getByRole('region', { name: '[Transport]' });
  await transport.getByRole('button', { name: /Speed/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await wordsOutsideBrackets(page, 'section[data-tour=transport], [role=dialog]')).toEqual([]);
  await page.keyboard.press('Escape');
  await transport.getByRole('button', { name: /One step is/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await wordsOutsideBrackets(page, 'section[data-tour=transport], [role=menu]')).toEqual([]);
});

test('without its texts the page speaks English', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('switchover-language', 'de'));
  await page.route(/\/shell-[\w-]+\.js$/, (route) => route.abort());
  await page.goto('/');
  await opened(page);
  await expect(page.getByRole('link', { name: 'Compare' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a German reads German, and may choose English', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto('/');
  await opened(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('link', { name: 'Vergleich' })).toBeVisible();
  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('link', { name: 'Compare' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await context.close();
});

/** The screen stands and the first run is computed; it may still be playing. */
async function opened(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-digest', /^[0-9a-f]{8}$/);
  await expect(page.getByRole('main').locator('h1, h2').first()).toBeVisible();
}

/** Answers the question of a lesson's step, whatever its kind; false where it has none. */
async function answered(page: Page): Promise<boolean> {
  const question = page.locator('[data-kind=question]');
  if ((await question.count()) === 0) return false;
  const options = page.locator('section ul button');
  if ((await options.count()) > 0) await options.first().click();
  else {
    const answer = page.locator('[class*=answer]');
    await answer.getByRole('slider').first().press('ArrowDown');
    await answer.getByRole('button').last().click();
  }
  await settled(page);
  await expect(question).toHaveCount(0);
  return true;
}

/** Opens every group of the screen that is closed. */
async function unfold(page: Page): Promise<void> {
  const closed = page.getByRole('main').locator('h3 > button[aria-expanded=false], h5 > button[aria-expanded=false]');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Texts and labels with a word that no bracket encloses; numbers, their units and QEMU's own words are no words. */
function wordsOutsideBrackets(page: Page, within = 'body'): Promise<string[]> {
  return page.evaluate((inside) => {
    const isForeign = (element: Element | null) =>
      element?.closest('code,kbd,samp,pre,style,script,noscript,time,[translate=no]');
    const units = /\b(B|[KMGT]iB|[kMGT]?B|[kMGT]?bit|ms|s|min|h|x|QEMU|Switchover|VS-\d+)\b|\/s\b/g;
    // Commands, parameters and states of QEMU, names of devices and recordings, digests.
    const names =
      /\b(query-migrate|migrate-set-parameters [a-z-]+|info migrate|vfio-pci|[A-Z][A-Z_]+|(?=[\w-]*\d)[A-Za-z\d]+(-[A-Za-z\d]+)+|[\da-f]{8})\b/g;
    const outside = (text: string) => {
      let bare = text.replace(names, ' ');
      for (let before = ''; before !== bare; ) {
        before = bare;
        bare = bare.replace(/\[[^[\]]*\]/g, ' ');
      }
      return /\p{L}{2}/u.test(bare.replace(units, ' ').replace(names, ' '));
    };
    // Labels that react-aria gives in the languages that it has.
    const isReactAria = (text: string) => /^(Dismiss|DropZone)$/.test(text);
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // A sentence is often several texts in a row: brackets are looked for in the whole of what holds it.
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest(inside)) continue;
      if (isForeign(node.parentElement) || !outside(node.nodeValue ?? '')) continue;
      const holders = 'p,li,dd,dt,td,th,h1,h2,h3,h4,figcaption,label,button,a,span,text,div';
      let sentence = node.parentElement?.closest(holders) ?? null;
      // A link may be a part of its sentence.
      while (sentence && outside(sentence.textContent ?? ''))
        sentence = sentence.parentElement?.closest(holders) ?? null;
      if (sentence) continue;
      found.add((node.nodeValue ?? '').trim());
    }
    for (const element of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name);
        if (text && element.closest(inside) && !isForeign(element) && !isReactAria(text) && outside(text))
          found.add(`${name}: ${text}`);
      }
    return [...found];
  }, within);
}
