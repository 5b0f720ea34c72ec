import type { Outcome, PostcopyOutcome, Timeline } from '../../engine/record.ts';
import { formatBytes, formatCount, formatMs } from '../../units.ts';

/** What post-copy cost the guest: name, value with unit, QEMU's own name; nothing without it. */
export function postcopyFigures({
  postcopy,
  postcopyBytes,
}: Outcome): [label: string, value: string, qemuName?: string][] {
  if (!postcopy) return [];
  const { requests, discardedPages, lostPages, blocktimeMs, vcpuBlocktimeMs, longestWaitMs } = postcopy;
  return [
    ['Sent after the guest had moved', formatBytes(postcopyBytes), 'postcopy-bytes'],
    ['Thrown away at the switch', `${formatCount(discardedPages)} pages`],
    ['Pages asked for', formatCount(requests), 'postcopy-requests'],
    ...(lostPages > 0
      ? [['Sent again after a broken channel', `${formatCount(lostPages)} pages`] as [string, string]]
      : []),
    ['All CPUs waited', formatMs(blocktimeMs), 'postcopy-blocktime'],
    ['Each CPU waited', vcpuBlocktimeMs.map((ms) => formatMs(ms)).join(', '), 'postcopy-vcpu-blocktime'],
    ['Longest wait for a page', formatMs(longestWaitMs)],
  ];
}

/** One class of waits: how long they took, and how many there were. */
export interface WaitClass {
  readonly label: string;
  readonly waits: number;
}

/** Waits for a page by their length, from the shortest class that has one to the longest. */
export function waitClasses({ latencyBoundsMs, latencies }: PostcopyOutcome): readonly WaitClass[] {
  const classes = latencies.map((waits, i): WaitClass => {
    const bound = latencyBoundsMs[i];
    const most = bound ?? latencyBoundsMs.at(-1)!;
    const words = most < 1 ? `${most} ms` : formatMs(most);
    return { label: bound === undefined ? `above ${words}` : `up to ${words}`, waits };
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
