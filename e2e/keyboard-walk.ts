import type { CDPSession, Page } from '@playwright/test';

/** An action that a second element offers too: its selector, and the control that does the same by keys, which must be on the screen. */
export interface Twin {
  readonly of: string;
  readonly name: string | RegExp;
}

export interface WalkOptions {
  /** Only what lies in it is walked, from its first stop to its last; without it the whole page. */
  readonly within?: string;
  readonly twins?: readonly Twin[];
}

export interface Walk {
  /** Sentences; empty when all is well. */
  readonly faults: readonly string[];
  /** Names of what was reached, in the order of the walk. */
  readonly names: readonly string[];
}

/**
 * Goes with Tab through all that a mouse can act on, and with arrows through the groups that are one stop of it.
 * Each must be reached, have a role and a name, show that it has the focus, and not be covered by another element.
 *
 * What a mouse can act on is told by what the browser knows of an element (a link, a button, a field), by its role, by
 * a cursor that says so, and by the handlers React keeps for it.
 */
export async function walk(page: Page, { within = 'body', twins = [] }: WalkOptions = {}): Promise<Walk> {
  await page.evaluate(prepare);
  const cdp = await page.context().newCDPSession(page);
  const faults: string[] = [];
  const names: string[] = [];
  const isDialog = within !== 'body' && (await page.locator(within).first().getAttribute('role'))?.includes('dialog');
  await page.evaluate(collect, within);

  const look = async (how: 'tab' | 'arrow'): Promise<void> => {
    const seen = await page.evaluate(stopHere, how);
    if (seen === null) return;
    const { name, role } = await spoken(cdp, how);
    names.push(name);
    const who = `${role} "${name || seen.html}"`;
    if (name === '') faults.push(`has no name: ${seen.html}`);
    if (['generic', 'none', ''].includes(role)) faults.push(`has no role: ${who}`);
    if (!seen.isMarked) faults.push(`does not show the focus: ${who}`);
    if (seen.coveredBy !== null) faults.push(`is covered by ${seen.coveredBy}: ${who}`);
  };

  // A list that opens puts the focus on one of its items, and Tab would close it.
  const isList = await page.evaluate(() => document.activeElement?.closest('[role=listbox],[role=menu]') != null);
  if (isList) await look('arrow');
  else await page.evaluate(startBefore, within);
  for (let presses = 0; presses < (isList ? 0 : MOST_STOPS); presses++) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(whereNow, within);
    if (where === 'trapped') faults.push(`the focus is trapped after "${names.at(-1)}"`);
    if (where === 'first' || where === 'trapped') break;
    if (where === 'outside') {
      if (isDialog) faults.push('the focus leaves the dialog');
      break;
    }
    if (where === 'nowhere') break;
    await look('tab');
    if (presses === MOST_STOPS - 1) faults.push('the walk does not end');
  }

  for (let group = await page.evaluate(nextGroup); group > 0; group = await page.evaluate(nextGroup)) {
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'])
      for (let presses = 0; presses < group + 1 && (await page.evaluate(leftInGroup)) > 0; presses++) {
        await page.keyboard.press(key);
        await look('arrow');
      }
    await page.evaluate(leaveGroup);
  }

  faults.push(...(await page.evaluate(unreached, twins.map(({ of }) => of).join(',') || null)));
  for (const { of, name } of twins)
    if (
      (await page.locator(of).count()) > 0 &&
      !names.some((each) => (typeof name === 'string' ? each === name : name.test(each)))
    )
      faults.push(`nothing called ${name} does what ${of} does`);
  await cdp.detach();
  return { faults: [...new Set(faults)], names };
}

const MOST_STOPS = 1500;

/** Name and role of what has the focus, as the browser tells them to a screen reader. */
async function spoken(cdp: CDPSession, how: 'tab' | 'arrow'): Promise<{ name: string; role: string }> {
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: how === 'tab' ? 'document.activeElement' : 'walk.focused()',
  });
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId!,
    fetchRelatives: false,
  });
  return { name: String(nodes[0]?.name?.value ?? '').trim(), role: String(nodes[0]?.role?.value ?? '') };
}

/* From here on: in the page. */

interface InPage {
  readonly actors: Set<Element>;
  readonly reached: Set<Element>;
  group: Element[];
  readonly doneGroups: Set<Element>;
  /** What has the focus, or what a field says is chosen while the focus stays in it. */
  focused(): Element | null;
  isSeen(element: Element): boolean;
  describe(element: Element): string;
}
type WithWalk = typeof globalThis & { walk: InPage };

function prepare(): void {
  (globalThis as WithWalk).walk = {
    actors: new Set(),
    reached: new Set(),
    group: [],
    doneGroups: new Set(),
    focused: () => {
      const active = document.activeElement;
      return document.getElementById(active?.getAttribute('aria-activedescendant') ?? '') ?? active;
    },
    isSeen: (element) =>
      element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) &&
      element.closest('[inert],[data-react-aria-prevent-focus]') === null,
    describe: (element) => (element.cloneNode(false) as Element).outerHTML.slice(0, 160),
  };
}

function collect(within: string): void {
  const { actors, isSeen } = (globalThis as WithWalk).walk;
  const NATIVE = 'a[href],button,input:not([type=hidden],[type=file]),select,textarea,summary,[contenteditable]';
  const ROLES =
    '[role=button],[role=link],[role=slider],[role=tab],[role=radio],[role=checkbox],[role=switch],[role=option],[role^=menuitem],[role=gridcell]';
  const CONTROL = `${NATIVE},${ROLES},[tabindex]`;
  const HANDLERS = ['onClick', 'onPointerDown', 'onMouseDown', 'onDoubleClick', 'onKeyDown'];
  // What is a container or only jumped to (a panel, a heading) has no tab stop and no role of a control.
  const isControl = (element: Element) =>
    element.matches(CONTROL) &&
    !element.matches(':disabled,[aria-disabled=true]') &&
    ((element as HTMLElement).tabIndex >= 0 || element.matches(NATIVE) || element.matches(ROLES));
  const cursorOf = (element: Element) => getComputedStyle(element).cursor;
  for (const root of document.querySelectorAll(within))
    for (const element of [root, ...root.querySelectorAll('*')]) {
      if (!isSeen(element)) continue;
      const cursor = cursorOf(element);
      const isPointed =
        !['auto', 'default', 'text', 'not-allowed'].includes(cursor) &&
        cursor !== (element.parentElement ? cursorOf(element.parentElement) : 'auto');
      const kept = Object.keys(element).find((key) => key.startsWith('__reactProps$'));
      const props = kept ? (element as unknown as Record<string, Record<string, unknown>>)[kept] : undefined;
      const handles = HANDLERS.some((name) => props?.[name] !== undefined);
      if (!isControl(element) && !isPointed && !handles) continue;
      if (element.closest(':disabled,[aria-disabled=true],[data-disabled]')) continue;
      // Who acts: the element, the control around it, the one it labels, or those inside it.
      const around = element.closest(CONTROL);
      const labelled =
        element instanceof HTMLLabelElement
          ? element.control
          : element.id && document.querySelector(`[aria-labelledby~="${CSS.escape(element.id)}"]`);
      if (isControl(element)) actors.add(element);
      else if (around && isControl(around)) actors.add(around);
      else if (labelled) actors.add(labelled);
      else if (![...element.querySelectorAll(CONTROL)].some(isControl)) actors.add(element);
    }
}

/** The place before the first stop of `within`: a caret of the browser, which a focus would be too early for. */
function startBefore(within: string): void {
  const element = document.querySelector(within)!;
  if (element.getAttribute('role')?.includes('dialog')) return; // it holds the focus already
  const mark = document.createElement('span');
  mark.tabIndex = -1;
  if (element === document.body) element.prepend(mark);
  else element.before(mark);
  mark.focus();
  mark.remove();
}

function whereNow(within: string): 'first' | 'trapped' | 'outside' | 'nowhere' | 'on' {
  const { reached } = (globalThis as WithWalk).walk;
  const focused = document.activeElement;
  if (!focused || focused === document.body) return 'nowhere';
  if (!focused.closest(within)) return 'outside';
  if (!reached.has(focused)) return 'on';
  return focused === [...reached][0] ? 'first' : 'trapped';
}

/** Null when it was here before. */
function stopHere(how: 'tab' | 'arrow'): { html: string; isMarked: boolean; coveredBy: string | null } | null {
  const { reached, describe, focused: focusedNow } = (globalThis as WithWalk).walk;
  const focused = how === 'tab' ? document.activeElement : focusedNow();
  if (!focused || focused === document.body || reached.has(focused)) return null;
  reached.add(focused);
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = 'var(--accent)';
  const accent = getComputedStyle(probe).color;
  probe.remove();
  // A hidden field shows the focus on what stands for it.
  const around = [focused, ...parentsOf(focused, 4)];
  const isSmall = (element: Element) =>
    element.getBoundingClientRect().width <= 4 && getComputedStyle(element).overflow === 'hidden';
  const shown = around.slice(around.findLastIndex(isSmall) + 1);
  const marked = shown.find((element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$|transparent/.test(outlineColor))
      return true;
    return element instanceof SVGElement && [...element.children].some((shape) => isRinged(shape));
  });
  const place = marked ?? shown[0]!;
  // The browser brings a stop of Tab into sight itself; a group of more than a window is looked at where the arrow went.
  if (how === 'arrow') place.scrollIntoView({ block: 'nearest' });
  const box = place.getBoundingClientRect();
  const tops = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)),
  );
  const isClear = tops.some((top) => top !== null && (place.contains(top) || top.contains(place) || isGlass(top)));
  const cover = tops.find((top) => top !== null);
  return {
    html: describe(focused),
    isMarked: marked !== undefined,
    coveredBy: isClear ? null : cover ? describe(cover) : 'the edge of the window',
  };

  function parentsOf(element: Element, most: number): Element[] {
    const parents: Element[] = [];
    for (let at = element.parentElement; at && parents.length < most && at !== document.body; at = at.parentElement)
      parents.push(at);
    return parents;
  }
  // Dots of one group may lie over each other, and a pane that takes the pointer covers nothing.
  function isGlass(top: Element): boolean {
    return top.parentElement === focused!.parentElement || top.getAttribute('fill') === 'transparent';
  }
  function isRinged(shape: Element): boolean {
    const { stroke, strokeWidth } = getComputedStyle(shape);
    return stroke === accent && Number.parseFloat(strokeWidth) >= 2;
  }
}

/** Takes a group that has unreached members beside a reached one; returns how many members it has, 0 when there is none. */
function nextGroup(): number {
  const state = (globalThis as WithWalk).walk;
  for (const actor of state.actors) {
    if (!(actor instanceof HTMLElement) && !(actor instanceof SVGElement)) continue;
    if (state.reached.has(actor) || !actor.isConnected || actor.tabIndex === 0) continue;
    for (let around = actor.parentElement; around && around !== document.body; around = around.parentElement) {
      const stop = [...state.reached].find(
        (element) =>
          around!.contains(element) && (isLike(element, actor) || element.matches('[type=search],[type=text]')),
      );
      if (!stop) continue;
      if (state.doneGroups.has(around)) break;
      state.doneGroups.add(around);
      state.group = [...state.actors].filter((each) => around!.contains(each));
      (stop as HTMLElement).focus();
      stop.scrollIntoView({ block: 'center' });
      return state.group.length;
    }
  }
  return 0;

  function isLike(a: Element, b: Element): boolean {
    return a.tagName === b.tagName && a.getAttribute('role') === b.getAttribute('role');
  }
}

function leftInGroup(): number {
  const { group, reached } = (globalThis as WithWalk).walk;
  return group.filter((element) => element.isConnected && !reached.has(element)).length;
}

function leaveGroup(): void {
  (globalThis as WithWalk).walk.group = [];
}

function unreached(twins: string | null): string[] {
  const { actors, reached, isSeen, describe } = (globalThis as WithWalk).walk;
  return (
    [...actors]
      .filter((element) => element.isConnected && isSeen(element) && !reached.has(element))
      // For a screen reader that has no Escape, and for a mouse beside what has the same on its arrow keys.
      .filter((element) => [element, element.parentElement!].every((each) => each.getBoundingClientRect().width > 1))
      .filter((element) => !element.matches('[aria-hidden=true]') || !hasReachedNeighbour(element))
      .filter((element) => twins === null || element.closest(twins) === null)
      .map((element) => `is not reached: ${describe(element)} ${element.textContent?.trim().slice(0, 30)}`)
  );

  function hasReachedNeighbour(element: Element): boolean {
    return [...(element.parentElement?.children ?? [])].some((each) => reached.has(each));
  }
}
