import type { Scenario, UntrackedRuleName } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { writeField } from '../../../store/fields.ts';
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
        label={t('Rule when nobody does')}
        value={chosen}
        onChange={(rule) => edit((now) => writeField(now, 'untrackedRule', rule))}
        options={options()}
        defaultText={t('as released')}
        help={
          isInForce
            ? null
            : scenario.devices.length > 0
              ? t('Not in force here: every write is tracked.')
              : t('Not in force here: there is no device.')
        }
      />
      {words && <RuleCard rule={words} />}
    </div>
  );
}

/** What the run on the screen says: only the engine knows which devices nobody tracks. */
const isInForceOf = ({ run }: AppState): boolean => run === null || run.timeline.admission.told.rule !== null;

const options = () =>
  RULE_WORDS.map(({ name, id, title, who }) => ({
    value: name as UntrackedRuleName,
    label: t(title),
    ...(id && { aside: id }),
    detail: t(who),
  }));

function RuleCard({ rule }: { readonly rule: RuleWords }) {
  const { choosePreset } = useAppStore().getState();
  const { id, who, behaviour, pros, cons, shownBy } = rule;
  return (
    <section className={styles.card} aria-label={id ? t('Rule {id}', { id }) : t('What the release does')}>
      <p>
        {id && <span className={styles.who}>{t(who)}. </span>}
        {t(behaviour ?? who)}
      </p>
      {pros && cons && (
        <dl className={styles.sides}>
          <dt>{t('For')}</dt>
          <dd>{t(pros)}</dd>
          <dt>{t('Against')}</dt>
          <dd>{t(cons)}</dd>
        </dl>
      )}
      <p className={styles.runs}>
        {t('Runs that show it:')}{' '}
        {shownBy.map((preset) => (
          <button key={preset.id} type="button" className={styles.run} onClick={() => choosePreset(preset)}>
            {t(preset.title)}
          </button>
        ))}
      </p>
    </section>
  );
}
