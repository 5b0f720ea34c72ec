import { Dices } from 'lucide-react';
import { useEffect } from 'react';
import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { FIELDS } from '../../../store/fields.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { numberOnScale } from './field-number.ts';
import { PresetPicker } from './preset-picker.tsx';
import styles from './scenario.module.css';
import { ScenarioGroups } from './scenario-groups.tsx';
import { ScenarioTools } from './scenario-tools.tsx';
import { ThreadSwitches } from './thread-switches.tsx';

/** What the run is made of, and how to change it: preset, the thread's three switches, then everything else in groups. */
export function ScenarioPanel() {
  const scenario = useApp(scenarioOf);
  useEndOfEdits();
  return (
    <Panel title={t('Scenario')} aside={<ScenarioTools />}>
      <div className={styles.stack}>
        <PresetPicker />
        <ThreadSwitches scenario={scenario} />
        <ScenarioGroups scenario={scenario} />
        <Seed scenario={scenario} />
      </div>
    </Panel>
  );
}

const scenarioOf = (state: AppState) => state.scenario;

/** A slider sends many edits; they are undone together once it is let go. */
function useEndOfEdits() {
  const { endEdit } = useAppStore().getState();
  useEffect(() => {
    addEventListener('pointerup', endEdit);
    addEventListener('keyup', endEdit);
    return () => {
      removeEventListener('pointerup', endEdit);
      removeEventListener('keyup', endEdit);
    };
  }, [endEdit]);
}

function Seed({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const setSeed = (seed: number) => edit((now) => ({ ...now, seed }));
  const { label, help, defaultValue } = FIELDS.seed;
  return (
    <div className={styles.seed}>
      <NumberField
        label={t(label)}
        help={t(help)}
        defaultText={String(defaultValue)}
        value={scenario.seed}
        onChange={setSeed}
        {...numberOnScale('seed')}
      />
      <Button onPress={() => setSeed(anotherSeed(scenario.seed))}>
        <Dices aria-hidden size="1em" />
        {t('New seed')}
      </Button>
    </div>
  );
}

/** Short enough to be told to somebody. */
const anotherSeed = (seed: number): number => (seed + 1 + Math.floor(Math.random() * 998)) % 1000;
