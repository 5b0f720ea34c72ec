import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { FIELDS, type FieldName, type FieldValue } from '../../../store/fields.ts';
import { lastResortsOf, toolDefaults, toolWords } from '../../../store/management.ts';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** The tool that manages the guest, whether it acts, and its settings. */
export function ManagementGroup({ scenario }: { readonly scenario: Scenario }) {
  const { management } = scenario;
  return (
    <>
      <ScenarioField scenario={scenario} name="management" help={management ? undefined : t(FIELDS.management.help)} />
      {management && <Tool scenario={scenario} management={management} />}
    </>
  );
}

function Tool({ scenario, management }: { scenario: Scenario; management: NonNullable<Scenario['management']> }) {
  const { policy } = management;
  const { behaviour, source, verified } = toolWords(policy);
  const resorts = lastResortsOf(policy);
  return (
    <>
      <p className={styles.plain}>{t(behaviour)}</p>
      <ScenarioField scenario={scenario} name="acts" />
      {Object.entries(toolDefaults(policy)).map(([name, defaultValue]) => (
        <ScenarioField
          key={`${policy} ${name}`}
          scenario={scenario}
          name={name as FieldName}
          defaultValue={defaultValue as FieldValue}
          {...(name === 'lastResort' && { without: RESORTS.filter((each) => !resorts.includes(each)) })}
        />
      ))}
      <p className={styles.plain}>
        {t(source)}. {t(verified)}
      </p>
    </>
  );
}

const RESORTS: readonly string[] = FIELDS.lastResort.control.options.map(({ value }) => value);
