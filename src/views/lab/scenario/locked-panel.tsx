import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import type { FieldName } from '../../../store/fields.ts';
import { useApp } from '../../../store/use-app.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RuleSwitch } from './rule-switch.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';
import { Tracking } from './thread-switches.tsx';

/** The controls that whoever made the link left free; the rest of the scenario stays as it is. */
export function LockedPanel({ fields }: { readonly fields: readonly FieldName[] }) {
  const scenario = useApp(scenarioOf);
  return (
    <Panel title={t('What you can change')}>
      <div className={styles.stack}>
        {fields.map((name) => (
          <LockedField key={name} name={name} scenario={scenario} />
        ))}
        <p className={styles.plain}>{t('The rest of this scenario is as whoever made the link wants it.')}</p>
      </div>
    </Panel>
  );
}

function LockedField({ name, scenario }: { readonly name: FieldName; readonly scenario: Scenario }) {
  if (name === 'tracking') return <Tracking scenario={scenario} />;
  if (name === 'untrackedRule') return <RuleSwitch scenario={scenario} />;
  return <ScenarioField scenario={scenario} name={name} />;
}

const scenarioOf = (state: AppState) => state.scenario;
