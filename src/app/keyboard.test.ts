import { describe, expect, it } from 'vitest';
import { keysOf, shortcutOf, shortcuts } from './keyboard.ts';

const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  shortcutOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('shortcuts', () => {
  it('are each told apart by their keys', () => {
    expect(new Set(shortcuts.map((shortcut) => shortcut.keys)).size).toBe(shortcuts.length);
  });

  it('are found from what the browser calls the key', () => {
    expect(press(' ')).toBe('play');
    expect(press('ArrowLeft')).toBe('stepBack');
    expect(press('ArrowRight', { shiftKey: true })).toBe('nextSync');
    expect(press('Home')).toBe('toStart');
  });

  it('know a sign with or without Shift', () => {
    expect(press('?', { shiftKey: true })).toBe('help');
    expect(press('?')).toBe('help');
    expect(press('=')).toBe('faster');
    expect(press('+', { shiftKey: true })).toBe('faster');
  });

  it('know what every app has, with Ctrl', () => {
    expect(press('k', { ctrlKey: true })).toBe('find');
    expect(press('z', { ctrlKey: true })).toBe('undo');
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  });

  it("leave the browser's own combinations alone", () => {
    expect(press('ArrowLeft', { ctrlKey: true })).toBeNull();
    expect(press('Home', { shiftKey: true })).toBeNull();
    expect(press('a')).toBeNull();
  });

  it('can be named in a tooltip', () => {
    expect(keysOf('previousSync')).toBe('Shift+Left');
  });
});
