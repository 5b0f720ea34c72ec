import type { Pattern, Phase, Phases } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { FIELDS, withPatternOf } from '../../../store/fields.ts';
import { patternWords } from './pattern-words.ts';
import { formatQuantity } from './quantity.ts';

export { MOST_PHASES } from '../../../store/fields.ts';

/** What a phase may do. */
export const PHASE_PATTERNS: readonly (Pattern['kind'] | 'nothing')[] = [
  'nothing',
  'sequential',
  'uniform',
  'hot-cold',
  'bursts',
  'zipf',
];

/** The same for a select. */
export const phaseOptions = (): readonly {
  readonly value: Pattern['kind'] | 'nothing';
  readonly label: string;
  readonly detail: string;
}[] =>
  PHASE_PATTERNS.map((value) => {
    const option = FIELDS.pattern.control.options.find((each) => each.value === value);
    return option
      ? { value, label: t(option.label), detail: t(option.help) }
      : { value, label: t('Nothing'), detail: t('A pause.') };
  });

/** One more at the end, like the last. */
export const addPhase = (workload: Phases): Phases => ({
  ...workload,
  phases: [...workload.phases, ...workload.phases.slice(-1)],
});

export const removePhase = (workload: Phases, index: number): Phases => ({
  ...workload,
  phases: workload.phases.toSpliced(index, 1),
});

/** It changes places with its neighbour. */
export function movePhase(workload: Phases, index: number, by: 1 | -1): Phases {
  const [phase, neighbour] = [workload.phases[index], workload.phases[index + by]];
  if (!phase || !neighbour) return workload;
  return { ...workload, phases: workload.phases.with(index, neighbour).with(index + by, phase) };
}

export const withPattern = (phase: Phase, kind: Pattern['kind'] | 'nothing', ramPages: number): Phase => ({
  ...phase,
  pattern: kind === 'nothing' ? null : withPatternOf(phase.pattern, kind, ramPages),
});

/** `2 s uniform 20,000 pages/s` */
export const phaseWords = ({ ms, pattern }: Phase): string => {
  const time = formatQuantity(ms, 'ms');
  if (!pattern) return t('{time} nothing', { time });
  const writes = patternWords(pattern.kind, formatQuantity(pattern.writesPerSecond, 'pages/s'));
  return t('{time} {writes}', { time, writes });
};
