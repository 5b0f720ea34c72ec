import type { Region, Scenario, Workload } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { FieldName, FieldValue } from '../../../store/fields.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { bytesToPages } from '../../../units.ts';
import { FieldControl } from './field-control.tsx';
import { ListItem } from './list-item.tsx';
import { countOf, periodPlace } from './own-numbers.ts';
import { PhaseList } from './phase-list.tsx';
import { RegionStart } from './region-start.tsx';
import styles from './scenario.module.css';
import { curveWords, editWorkload, removeWorkload, replaceWorkload, workloadOf } from './workloads.ts';

export interface WorkloadItemProps {
  readonly scenario: Scenario;
  readonly workload: Workload;
  readonly index: number;
}

/** One workload of the guest: which pages it writes, how often, and what its kind asks for. */
export function WorkloadItem({ scenario, workload, index }: WorkloadItemProps) {
  const { edit } = useAppStore().getState();
  const ramPages = bytesToPages(scenario.guest.ramBytes);
  const write = (name: FieldName, value: FieldValue) =>
    edit((now) => editWorkload(now, index, name, value), `workload ${index} ${name}`);
  const replace = (changed: Workload) => edit((now) => replaceWorkload(now, index, changed));
  const control = (name: FieldName, most?: number) => (
    <FieldControl
      name={name}
      value={workloadOf(scenario, index, name)}
      onChange={(value) => write(name, value)}
      {...(most !== undefined && { most })}
    />
  );
  return (
    <ListItem
      title={t('Workload {number}', { number: index + 1 })}
      removeLabel={t('Remove workload {number}', { number: index + 1 })}
      onRemove={() => edit((now) => removeWorkload(now, index))}
    >
      <FieldControl
        name="pattern"
        value={workload.kind}
        onChange={(value) => write('pattern', value)}
        without={['idle']}
      />
      {'writesPerSecond' in workload && control('writesPerSecond')}
      {workload.kind === 'phases' ? (
        <PhaseList workload={workload} ramPages={ramPages} onChange={replace} />
      ) : (
        <>
          {control('workingSetPages', ramPages)}
          <RegionStart
            region={workload.region}
            ramPages={ramPages}
            onChange={(region: Region) => replace({ ...workload, region })}
          />
        </>
      )}
      {workload.kind === 'dirty-curve' && <p className={styles.plain}>{curveWords(workload)}</p>}
      {workload.kind === 'sequential' && (
        <NumberField
          label={t('First page written')}
          defaultText="0"
          help={t('Place in the working set where the guest is at migrate.')}
          value={workload.startIndex}
          onChange={(startIndex) => replace({ ...workload, startIndex })}
          {...countOf(workload.region.pages - 1)}
        />
      )}
      {workload.kind === 'hot-cold' && control('hotPages', workload.region.pages - 1)}
      {workload.kind === 'hot-cold' && control('hotShare')}
      {workload.kind === 'bursts' && control('onMs')}
      {workload.kind === 'bursts' && control('offMs')}
      {workload.kind === 'bursts' && (
        <NumberField
          label={t('Place in the period at migrate')}
          defaultText="0 ms"
          help={t('A period is a burst and the pause after it.')}
          value={workload.phaseMs}
          onChange={(phaseMs) => replace({ ...workload, phaseMs })}
          {...periodPlace(workload.onMs + workload.offMs)}
        />
      )}
      {workload.kind === 'zipf' && control('exponent')}
      {scenario.capabilities['postcopy-ram'] && control('readsPerSecond')}
      {scenario.capabilities['postcopy-ram'] && workload.reads && control('locality')}
    </ListItem>
  );
}
