import { useEffect, useRef } from 'react';
import { hasSingleKeys } from './key-choice.ts';

/** All shortcuts of the app, in the order of the help dialog. `keys` as in `Keys` of ui. */
export const shortcuts = [
  { id: 'play', keys: 'Space', does: 'Play or pause' },
  { id: 'stepBack', keys: 'Left', does: 'One step back' },
  { id: 'stepForward', keys: 'Right', does: 'One step forward' },
  { id: 'previousSync', keys: 'Shift+Left', does: 'Back to the sync before' },
  { id: 'nextSync', keys: 'Shift+Right', does: 'On to the next sync' },
  { id: 'toStart', keys: 'Home', does: 'To the start of the migration' },
  { id: 'toEnd', keys: 'End', does: 'To its end' },
  { id: 'slower', keys: '-', does: 'Play slower' },
  { id: 'faster', keys: '+', does: 'Play faster' },
  { id: 'undo', keys: 'Ctrl+z', does: 'Undo the last change of the scenario' },
  { id: 'redo', keys: 'Ctrl+Shift+z', does: 'Make it again' },
  { id: 'note', keys: 'n', does: 'Write a note on what is marked, or on this instant' },
  { id: 'present', keys: 'p', does: 'Begin or leave a talk: large, without what one works with' },
  { id: 'nextScene', keys: 'PageDown', does: 'In a talk: on to the next scene' },
  { id: 'previousScene', keys: 'PageUp', does: 'In a talk: back to the scene before' },
  { id: 'find', keys: 'Ctrl+k', does: 'Find a screen, a preset, a term, a thing to do' },
  { id: 'help', keys: '?', does: 'Show these keys' },
] as const;

export type ShortcutId = (typeof shortcuts)[number]['id'];

/** The keys of one shortcut, for a tooltip. */
export const keysOf = (id: ShortcutId): string => shortcuts.find((shortcut) => shortcut.id === id)!.keys;

/** Calls the handler of the shortcut that is pressed, wherever the focus is, unless what has the focus needs the key. */
export function useShortcuts(handlers: Partial<Record<ShortcutId, () => void>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const id = shortcutOf(event);
      const handler = id && latest.current[id];
      if (!handler || event.defaultPrevented || needsKey(event)) return;
      if (isCharacter(event) && !hasSingleKeys()) return;
      if (event.repeat && !REPEATS.has(id)) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The shortcut an event asks for. A sign that needs Shift on some keyboard, like `?`, is known by the sign alone. */
export function shortcutOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  const key = NAMES[event.key] ?? event.key;
  if (event.altKey) return null;
  // What every app has. Cmd on a Mac.
  if (event.ctrlKey || event.metaKey) {
    const held = `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key.toLowerCase()}`;
    return shortcuts.find((shortcut) => shortcut.keys === held)?.id ?? null;
  }
  const isSign = /^[^a-z0-9 ]$/i.test(key);
  const keys = event.shiftKey && !isSign ? `Shift+${key}` : key;
  return shortcuts.find((shortcut) => shortcut.keys === keys || shortcut.keys === SAME_KEY[keys])?.id ?? null;
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', ArrowLeft: 'Left', ArrowRight: 'Right' };
/** The unshifted sign on the key of `+`, so that faster needs no Shift. */
const SAME_KEY: Readonly<Record<string, string>> = { '=': '+' };
/** A letter or a sign by itself, which a person who dictates may say without meaning it. */
const isCharacter = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey;

const REPEATS: ReadonlySet<ShortcutId> = new Set<ShortcutId>([
  'stepBack',
  'stepForward',
  'previousSync',
  'nextSync',
  'slower',
  'faster',
]);

const TEXT = 'input:not([type=range],[type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable]';
const MOVES_BY_KEYS =
  '[type=range],[type=radio],[role=tab],[role=slider],[role=option],[role=listbox],[role^=menuitem],[role=menu]';
const PRESSES_BY_SPACE = 'button,summary,[type=checkbox],[role=button],[role=switch],[role=link]';

/** The seek bar alone lets its keys through: it moves by the transport's steps, not by its own. */
function needsKey({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  // A text has an undo of its own, which nothing else on the page may take away.
  if (ctrlKey || metaKey) return key.toLowerCase() === 'z' && target instanceof Element && target.matches(TEXT);
  if (!(target instanceof Element) || target.matches('[data-keys-pass]')) return false;
  if (target.matches(TEXT) || target.closest('[role=dialog],[role=alertdialog]')) return true;
  if (key === ' ' && target.matches(PRESSES_BY_SPACE)) return true;
  return key !== '?' && target.matches(MOVES_BY_KEYS) && !(key === ' ' && target.matches('[type=range]'));
}
