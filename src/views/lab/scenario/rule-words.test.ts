import { expect, it } from 'vitest';
import { UNTRACKED_RULES } from '../../../engine/policy/rules.ts';
import { FIELDS } from '../../../store/scenario-fields.ts';
import { RULE_SOURCES } from './rule-words.ts';

it.each(UNTRACKED_RULES)('$id $name has an option, and a source that agrees with the engine', ({ name, who }) => {
  expect(FIELDS.untrackedRule.control.options.map(({ value }) => value)).toContain(name);
  const source = RULE_SOURCES[name].replace('message ', 'T#');
  for (const word of source.split(', ')) expect(who).toContain(word);
});
