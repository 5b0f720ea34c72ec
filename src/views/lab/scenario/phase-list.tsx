import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { Phase, Phases } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { Select } from '../../../ui/select.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { phaseMs, writeRate } from './own-numbers.ts';
import styles from './phase-list.module.css';
import { addPhase, MOST_PHASES, movePhase, phaseOptions, phaseWords, removePhase, withPattern } from './phases.ts';
import { formatQuantity } from './quantity.ts';

export interface PhaseListProps {
  readonly workload: Phases;
  readonly ramPages: number;
  readonly onChange: (workload: Phases) => void;
}

/** The phases of a workload on a time line, and one line of controls for each. */
export function PhaseList({ workload, ramPages, onChange }: PhaseListProps) {
  const { phases, repeats } = workload;
  const replace = (index: number, phase: Phase) => onChange({ ...workload, phases: phases.with(index, phase) });
  return (
    <>
      <TimeLine phases={phases} />
      <ol className={styles.list} aria-label={t('Phases')}>
        {phases.map((phase, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its place in the list, it has no other name
          <li key={index}>
            <div className={styles.head}>
              <span>{t('Phase {number}', { number: index + 1 })}</span>
              <IconButton
                label={t('Move phase {number} up', { number: index + 1 })}
                icon={<ArrowUp />}
                isDisabled={index === 0}
                onPress={() => onChange(movePhase(workload, index, -1))}
              />
              <IconButton
                label={t('Move phase {number} down', { number: index + 1 })}
                icon={<ArrowDown />}
                isDisabled={index === phases.length - 1}
                onPress={() => onChange(movePhase(workload, index, 1))}
              />
              <IconButton
                label={t('Remove phase {number}', { number: index + 1 })}
                icon={<X />}
                isDisabled={phases.length === 1}
                onPress={() => onChange(removePhase(workload, index))}
              />
            </div>
            <Select
              label={t('Pattern of phase {number}', { number: index + 1 })}
              isLabelHidden
              value={phase.pattern?.kind ?? 'nothing'}
              onChange={(kind) => replace(index, withPattern(phase, kind, ramPages))}
              options={phaseOptions()}
            />
            <div className={styles.numbers}>
              <NumberField
                label={t('Duration of phase {number}', { number: index + 1 })}
                isLabelHidden
                value={phase.ms}
                onChange={(ms) => replace(index, { ...phase, ms })}
                {...phaseMs}
              />
              {phase.pattern && (
                <NumberField
                  label={t('Write rate of phase {number}', { number: index + 1 })}
                  isLabelHidden
                  value={phase.pattern.writesPerSecond}
                  onChange={(writesPerSecond) =>
                    phase.pattern && replace(index, { ...phase, pattern: { ...phase.pattern, writesPerSecond } })
                  }
                  {...writeRate}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button isDisabled={phases.length >= MOST_PHASES} onPress={() => onChange(addPhase(workload))}>
          <Plus aria-hidden size="1em" />
          {t('Add a phase')}
        </Button>
      </div>
      <Switch
        label={t('Begins again after the last')}
        help={t('Otherwise nothing is written any more then.')}
        value={repeats}
        onChange={(on) => onChange({ ...workload, repeats: on })}
      />
    </>
  );
}

/** One round: widths are times, heights are rates. */
function TimeLine({ phases }: { readonly phases: readonly Phase[] }) {
  const wholeMs = phases.reduce((sum, { ms }) => sum + ms, 0);
  const most = Math.max(1, ...phases.map(({ pattern }) => pattern?.writesPerSecond ?? 0));
  return (
    <div role="img" aria-label={t('One round: {phases}.', { phases: phases.map(phaseWords).join(', ') })}>
      <div className={styles.line}>
        {phases.map(({ ms, pattern }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={index}
            style={{
              flexGrow: ms,
              height: `${pattern ? Math.max(10, (pattern.writesPerSecond / most) * 100) : 0}%`,
            }}
          />
        ))}
      </div>
      <div className={styles.ends}>
        <span>0 s</span>
        <span>{formatQuantity(wholeMs, 'ms')}</span>
      </div>
    </div>
  );
}
