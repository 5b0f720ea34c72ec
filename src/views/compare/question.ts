import type { Scenario, Workload } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import { runsOf, type VariantRun } from '../../store/compare-slice.ts';
import { writesPerSecondOf } from '../../store/fields.ts';
import { formatBitsPerSecond, formatBytes, formatBytesPerSecond, formatCount, formatMs } from '../../units.ts';

/**
 * The heading of a comparison: the question that its variants answer.
 * @param isTracked somebody can tell what every device writes, or there is no device: the thread's question does not arise
 */
export function questionOf(isOpeningQuestion: boolean, isTracked: boolean, scenarios: readonly Scenario[]): string {
  if (isOpeningQuestion && isTracked) return t('Every write is tracked here. Does it still matter what QEMU does?');
  if (isOpeningQuestion) return t('Nobody can track the device’s writes. What should QEMU do?');
  const variants = scenarios.length;
  const count = capital(numberWord(variants));
  if (variants > 1 && new Set(scenarios.map(toolOf)).size === variants)
    return t('{count} managements, one guest. Which one ends it, and at what price?', { count });
  if (variants === 1) return t('One variant of one run. What does it change?');
  return t('{count} variants of one run. What does each change?', { count });
}

/** The question of the comparison as it stands: in every run that is there somebody can tell what the devices write, or not. */
export function questionNow(variants: readonly VariantRun[], isOpeningQuestion: boolean): string {
  const runs = runsOf({ variants });
  const isTracked =
    runs.length > 0 &&
    runs.every(({ timeline }) => timeline.admission.devices.every(({ tracker }) => tracker !== 'nobody'));
  return questionOf(
    isOpeningQuestion,
    isTracked,
    variants.map(({ variant }) => variant.scenario),
  );
}

/** One thing that all variants have in common: `one guest`, and in brackets what it is. */
export interface Common {
  readonly what: string;
  readonly detail: string;
}

/** What the scenarios have in common, of the things that a reader must know to trust a comparison. */
export function commonOf(scenarios: readonly Scenario[]): readonly Common[] {
  const [first] = scenarios;
  if (!first) return [];
  return FACTS.flatMap(({ what, of, detail }) =>
    scenarios.every((scenario) => JSON.stringify(of(scenario)) === JSON.stringify(of(first)))
      ? [{ what: t(what), detail: detail(first) }]
      : [],
  );
}

/** `Limit 300 ms.`, or the limits when they differ. */
export function limitWords(scenarios: readonly Scenario[]): string {
  const limits = [...new Set(scenarios.map(({ parameters }) => parameters['downtime-limit']))].sort((a, b) => a - b);
  const [least, most] = [limits[0], limits.at(-1)];
  if (least === undefined || most === undefined) return '';
  const isSetLater = scenarios.some(({ management }) => management?.acts);
  const said = { limit: formatMs(least), least: formatMs(least), most: formatMs(most) };
  if (least === most)
    return isSetLater ? t('Limit {limit}, until a tool sets another.', said) : t('Limit {limit}.', said);
  return isSetLater
    ? t('Limits from {least} to {most}, until a tool sets another.', said)
    : t('Limits from {least} to {most}.', said);
}

/** `eight` up to twelve, then digits. */
export const numberWord = (count: number): string => (NUMBERS[count] ? t(NUMBERS[count]) : formatCount(count));

export const NUMBERS: readonly string[] = 'no one two three four five six seven eight nine ten eleven twelve'.split(
  ' ',
);

/** Something that a reader must know; `what` goes through `t` where it is shown. */
export interface Fact {
  readonly what: string;
  /** The part of a scenario that must be equal. */
  readonly of: (scenario: Scenario) => unknown;
  readonly detail: (scenario: Scenario) => string;
}

export const FACTS: readonly Fact[] = [
  {
    what: 'one guest',
    of: ({ guest }) => guest,
    detail: ({ guest }) =>
      guest.workloads.length > 0
        ? t('{bytes}, {writes} writes/s', { bytes: formatBytes(guest.ramBytes), writes: writesOf(guest.workloads) })
        : t('{bytes}, idle', { bytes: formatBytes(guest.ramBytes) }),
  },
  {
    // Who tracks it is what the variants are about.
    what: 'one device',
    of: ({ devices }) => devices.map(({ dma, stopCopyBytes }) => [dma, stopCopyBytes]),
    detail: ({ devices }) => {
      const [device] = devices;
      if (!device || devices.length > 1) return t('{count} of them', { count: devices.length });
      const { dma } = device;
      return dma.kind === 'none'
        ? t('no DMA')
        : t('{kind}, {writes} writes/s', { kind: dma.kind, writes: dma.writesPerSecond });
    },
  },
  {
    what: 'one link',
    of: ({ link, parameters }) => [link, parameters['max-bandwidth']],
    detail: ({ link, parameters }) => {
      const cap = parameters['max-bandwidth'];
      const wire = link.kind === 'wire' ? link.bytesPerSecond : null;
      const speed = wire === null ? t('as fast as the host') : formatBitsPerSecond(wire);
      return cap > 0 && cap < (wire ?? Infinity)
        ? t('{speed}, capped at {cap}', { speed, cap: formatBytesPerSecond(cap) })
        : speed;
    },
  },
  { what: 'one seed', of: ({ seed }) => seed, detail: ({ seed }) => String(seed) },
];

const toolOf = ({ management }: Scenario): string => management?.policy ?? 'none';

const writesOf = (workloads: readonly Workload[]): number =>
  Math.round(workloads.reduce((sum, workload) => sum + writesPerSecondOf(workload), 0));

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
