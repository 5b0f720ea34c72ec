import type { Outcome, PostcopyOutcome, Timeline } from '../../engine/record.ts';
import { counted, t } from '../../language/t.ts';
import { formatBytes, formatCount, formatMs, formatNumber } from '../../units.ts';
import type { Figure } from './terms.ts';

/** What post-copy cost the guest; nothing without it. */
export function postcopyFigures({ postcopy, postcopyBytes }: Outcome): Figure[] {
  if (!postcopy) return [];
  const { requests, discardedPages, lostPages, blocktimeMs, vcpuBlocktimeMs, longestWaitMs } = postcopy;
  return [
    { label: t('Sent after the guest had moved'), value: formatBytes(postcopyBytes), qemuName: 'postcopy-bytes' },
    { label: t('Thrown away at the switch'), value: pagesText(discardedPages) },
    { label: t('Pages asked for'), value: formatCount(requests), qemuName: 'postcopy-requests' },
    ...(lostPages > 0 ? [{ label: t('Sent again after a broken channel'), value: pagesText(lostPages) }] : []),
    { label: t('All CPUs waited'), value: formatMs(blocktimeMs), qemuName: 'postcopy-blocktime' },
    {
      label: t('Each CPU waited'),
      value: vcpuBlocktimeMs.map((ms) => formatMs(ms)).join(', '),
      qemuName: 'postcopy-vcpu-blocktime',
    },
    { label: t('Longest wait for a page'), value: formatMs(longestWaitMs) },
  ];
}

const pagesText = (pages: number): string => counted(pages, '{count} page', '{count} pages');

/** One class of waits: how long they took, and how many there were. */
export interface WaitClass {
  readonly label: string;
  /** Infinity for the class of the longest. */
  readonly mostMs: number;
  readonly waits: number;
}

/** Waits for a page by their length, from the shortest class that has one to the longest. */
export function waitClasses({ latencyBoundsMs, latencies }: PostcopyOutcome): readonly WaitClass[] {
  const classes = latencies.map((waits, i): WaitClass => {
    const mostMs = latencyBoundsMs[i] ?? Infinity;
    const boundMs = Math.min(mostMs, latencyBoundsMs.at(-1)!);
    const time = boundMs < 1 ? `${formatNumber(boundMs, 4)} ms` : formatMs(boundMs);
    return { label: mostMs === Infinity ? t('above {time}', { time }) : t('up to {time}', { time }), mostMs, waits };
  });
  const first = classes.findIndex(({ waits }) => waits > 0);
  const last = classes.findLastIndex(({ waits }) => waits > 0);
  return first < 0 ? [] : classes.slice(first, last + 1);
}

/** Where the guest runs, by time: a guest that post-copy has moved stands still here and runs there. */
export function guestStates({
  vm,
  outcome,
}: Pick<Timeline, 'vm' | 'outcome'>): readonly { readonly atMs: number; readonly state: GuestState }[] {
  const resumedMs = outcome?.postcopy?.resumedMs ?? null;
  return resumedMs === null ? vm : [...vm, { atMs: resumedMs, state: 'running there' }];
}
export type GuestState = 'running' | 'stopped' | 'running there';

/** Of the vCPUs those that wait for a page, from one sample to the next; empty without post-copy. */
export function waitingShares({ postcopy }: Pick<Timeline, 'postcopy'>, vcpus: number, endMs: number) {
  return postcopy.map(({ atMs, waitingVcpus }, i) => ({
    fromMs: atMs,
    toMs: postcopy[i + 1]?.atMs ?? endMs,
    share: waitingVcpus / vcpus,
  }));
}
