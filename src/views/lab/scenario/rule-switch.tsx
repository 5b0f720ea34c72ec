import type { Scenario, UntrackedRuleName } from '../../../engine/scenario.ts';
import type { AppState } from '../../../store/app-store.ts';
import { FIELDS, writeField } from '../../../store/fields.ts';
import { RULE_WORDS, type RuleWords } from '../../../store/untracked-rules.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Select } from '../../../ui/select.tsx';
import styles from './rule-switch.module.css';

/** What happens to a device that nobody tracks, and what there is to say about that answer. */
export function RuleSwitch({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const isInForce = useApp(isInForceOf);
  const chosen = scenario.qemu.untrackedRule;
  const words = RULE_WORDS.find(({ name }) => name === chosen);
  return (
    <div>
      <Select
        label="Rule when nobody does"
        value={chosen}
        onChange={(rule) => edit((now) => writeField(now, 'untrackedRule', rule))}
        options={OPTIONS}
        defaultText={FIELDS.untrackedRule.control.options[0]?.label.toLowerCase() ?? ''}
        help={
          isInForce
            ? null
            : `Not in force here: ${scenario.devices.length > 0 ? 'every write is tracked.' : 'there is no device.'}`
        }
      />
      {words && <RuleCard rule={words} />}
    </div>
  );
}

/** What the run on the screen says: only the engine knows which devices nobody tracks. */
const isInForceOf = ({ run }: AppState): boolean => run === null || run.timeline.admission.told.rule !== null;

const OPTIONS = RULE_WORDS.map(({ name, id, title, who }) => ({
  value: name as UntrackedRuleName,
  label: title,
  ...(id && { aside: id }),
  detail: who,
}));

function RuleCard({ rule }: { readonly rule: RuleWords }) {
  const { choosePreset } = useAppStore().getState();
  const { id, who, behaviour, pros, cons, shownBy } = rule;
  return (
    <section className={styles.card} aria-label={id ? `Rule ${id}` : 'What the release does'}>
      <p>
        {id && <span className={styles.who}>{who}. </span>}
        {behaviour ?? who}
      </p>
      {pros && cons && (
        <dl className={styles.sides}>
          <dt>For</dt>
          <dd>{pros}</dd>
          <dt>Against</dt>
          <dd>{cons}</dd>
        </dl>
      )}
      <p className={styles.runs}>
        Runs that show it:{' '}
        {shownBy.map((preset) => (
          <button key={preset.id} type="button" className={styles.run} onClick={() => choosePreset(preset)}>
            {preset.title}
          </button>
        ))}
      </p>
    </section>
  );
}
