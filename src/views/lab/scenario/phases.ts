import type { Pattern, Phase, Phases } from '../../../engine/scenario.ts';
import { FIELDS, withPatternOf } from '../../../store/fields.ts';
import { formatQuantity } from './quantity.ts';

export { MOST_PHASES } from '../../../store/fields.ts';

/** What a phase may do, for a select. */
export const PHASE_PATTERNS: readonly { value: Pattern['kind'] | 'nothing'; label: string; detail: string }[] = [
  { value: 'nothing', label: 'Nothing', detail: 'A pause.' },
  ...FIELDS.pattern.control.options.flatMap(({ value, label, help }) =>
    value === 'idle' || value === 'phases' || value === 'dirty-curve'
      ? []
      : [{ value: value as Pattern['kind'], label, detail: help }],
  ),
];

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
export const phaseWords = ({ ms, pattern }: Phase): string =>
  `${formatQuantity(ms, 'ms')} ${pattern ? `${labelOf(pattern)} ${formatQuantity(pattern.writesPerSecond, 'pages/s')}` : 'nothing'}`;

const labelOf = ({ kind }: Pattern): string =>
  PHASE_PATTERNS.find(({ value }) => value === kind)?.label.toLowerCase() ?? kind;
