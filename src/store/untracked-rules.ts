import { FIELDS } from '../scenario/fields.ts';
import { PRESETS, type Preset } from '../scenario/presets.ts';
import { UNTRACKED_RULES } from '../worker/client-rules.ts';

/** What a person should know about an answer to the thread's question. */
export interface RuleWords {
  readonly name: string;
  /** P0 to P13; '' for what the release does itself. */
  readonly id: string;
  readonly title: string;
  /** Who put it forward, and in which message of the thread (T#n), patch or release. */
  readonly who: string;
  /** What it does, for and against, a sentence or two each; null where the release decides. */
  readonly behaviour: string | null;
  readonly pros: string | null;
  readonly cons: string | null;
  /** Runs that show it, the plainest first. */
  readonly shownBy: readonly Preset[];
}

/** First what the release does itself, then every rule in the order of its number. */
export const RULE_WORDS: readonly RuleWords[] = FIELDS.untrackedRule.control.options.map(({ value, label, help }) => {
  const rule = UNTRACKED_RULES.find(({ name }) => name === value);
  if (!rule)
    return {
      name: value,
      id: '',
      title: label,
      who: help,
      behaviour: null,
      pros: null,
      cons: null,
      shownBy: presets(['auto-blocks', 'on-warns', 'lost-writes']),
    };
  const { name, id, title, who, behaviour, pros, cons, shownBy } = rule;
  return { name, id, title, who, behaviour, pros, cons, shownBy: presets(shownBy) };
});

function presets(ids: readonly string[]): Preset[] {
  return PRESETS.filter(({ id }) => ids.includes(id));
}
