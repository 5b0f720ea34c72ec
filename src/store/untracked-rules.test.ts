import { expect, it } from 'vitest';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import { PRESETS } from '../scenario/presets.ts';
import { RULE_WORDS } from './untracked-rules.ts';

it('has words for what the release does, and for every rule of the engine in its order', () => {
  expect(RULE_WORDS.map(({ name }) => name)).toEqual(['as-released', ...UNTRACKED_RULES.map(({ name }) => name)]);
  const [released, ...rules] = RULE_WORDS;
  expect(released).toMatchObject({ id: '', behaviour: null });
  for (const { id, who, behaviour, pros, cons } of rules) {
    expect(id).toMatch(/^P\d+/);
    for (const sentence of [who, behaviour, pros, cons]) expect(sentence).toMatch(/\w/);
  }
});

it.each(RULE_WORDS)('$title is shown by runs that exist', ({ shownBy, name }) => {
  expect(shownBy.length).toBeGreaterThan(0);
  for (const preset of shownBy) {
    expect(PRESETS).toContain(preset);
    expect(preset.scenario.qemu.untrackedRule).toBe(name);
  }
});
