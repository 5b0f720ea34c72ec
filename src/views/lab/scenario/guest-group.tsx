import { Plus } from 'lucide-react';
import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { KindPicker } from './kind-picker.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';
import { WorkloadItem } from './workload-item.tsx';
import { addWorkload } from './workloads.ts';

/** The machine, and what writes its memory while it is migrated. */
export function GuestGroup({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const { workloads } = scenario.guest;
  return (
    <>
      <ScenarioField scenario={scenario} name="ramBytes" />
      <ScenarioField scenario={scenario} name="zeroShare" />
      <ScenarioField scenario={scenario} name="firmware" />
      <ScenarioField scenario={scenario} name="stoppedBeforeMigrate" />
      <ScenarioField scenario={scenario} name="sharedRam" />
      <ScenarioField scenario={scenario} name="freeShare" />
      {scenario.guest.freePageHint && <ScenarioField scenario={scenario} name="freePagesPerMs" />}
      {workloads.map((workload, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a workload is its place in the list, it has no other name
        <WorkloadItem key={index} scenario={scenario} workload={workload} index={index} />
      ))}
      <div className={styles.item}>
        {workloads.length === 0 && <p className={styles.plain}>{t('Idle: the guest writes nothing.')}</p>}
        <div className={styles.buttons}>
          <KindPicker />
          <Button onPress={() => edit(addWorkload)}>
            <Plus aria-hidden size="1em" />
            {t('Add a workload')}
          </Button>
        </div>
      </div>
    </>
  );
}
