import { t } from '../language/t.ts';
import type { DataColour, FrameColour } from './palette.ts';
import { msPerPx, type TimeScale } from './time-scale.ts';

/** A state that holds from `atMs` to the next change. */
export interface Change<State extends string = string> {
  readonly atMs: number;
  readonly state: State;
}

export interface Span<State extends string = string> {
  readonly state: State;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Changes as stretches of time up to `endMs`; neighbours of one state are one, and what takes no time is left out. */
export function spansOf<State extends string>(changes: readonly Change<State>[], endMs: number): Span<State>[] {
  const spans: Span<State>[] = [];
  for (const [i, { atMs, state }] of changes.entries()) {
    const toMs = changes[i + 1]?.atMs ?? endMs;
    const before = spans.at(-1);
    if (before?.state === state) spans[spans.length - 1] = { ...before, toMs };
    else if (toMs > atMs) spans.push({ state, fromMs: atMs, toMs });
  }
  return spans;
}

export interface LaneSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** In the words of the record, whatever the language: QEMU's, or ours in English. */
  readonly state: string;
  readonly text: string;
  readonly colour: DataColour | FrameColour;
  /** Fewer words, where there is no room for `text`. */
  readonly short?: string;
  /** Drawn as an outline: what would have been, and was not. */
  readonly isDashed?: boolean;
}

/** A row of states, or of a share from 0 to 1. */
export interface Lane {
  /** English, whatever the language. */
  readonly id: string;
  readonly name: string;
  readonly spans?: readonly LaneSpan[];
  readonly shares?: readonly Share[];
  /** Their average in words, for people who hear it; left out, of the link in use. */
  readonly average?: (share: string) => string;
}
export interface Share {
  readonly fromMs: number;
  readonly toMs: number;
  readonly share: number;
}

/** A closed rate window: QEMU measures bandwidth over about 100 ms. */
export interface RateWindow {
  readonly atMs: number;
  readonly timeSpentMs: number;
  readonly transferredBytes: number;
}

/** Bytes that fit between two instants; `Infinity` where nothing limits them. */
export type Carries = (fromMs: number, toMs: number) => number;

/** A period in which the vCPUs' dirty rate was limited, and what each of them slept for it. */
export interface LimitPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly sleptMs: number;
}

/** What the lanes show, in the words of a run's record. */
export interface LaneInput {
  readonly vm: readonly Change[];
  readonly statuses: readonly Change[];
  readonly devices: readonly (readonly Change[])[];
  /** Of the guest's CPUs, in %; without a change there is no lane. */
  readonly throttle: readonly { readonly atMs: number; readonly state: number }[];
  /** Decisions of the managing tool: what each set or did, in a word or two; without one there is no lane. */
  readonly management: readonly { readonly atMs: number; readonly title: string; readonly acted: boolean }[];
  /** Periods in which what each vCPU may dirty was limited; without one there is no lane. */
  readonly dirtyLimit: readonly LimitPeriod[];
  readonly windows: readonly RateWindow[];
  /** What the link or the cap lets through in a stretch of time; null when nothing limits it, and then there is no lane. */
  readonly linkCarries: Carries | null;
  /** The link's speed in words; without a change there is no lane. */
  readonly linkSpeeds: readonly Change[];
  /** How busy the threads are that send pages, by window; null when a page costs them nothing, and then there is no lane. */
  readonly threadUse: readonly Share[] | null;
  /** Of pages looked up in the cache of XBZRLE those found; empty without it, and then there is no lane. */
  readonly cacheHits: readonly Share[];
  /** Of the vCPUs those that wait for a page after post-copy began; empty without it, and then there is no lane. */
  readonly waiting: readonly Share[];
  /** Of the compressing threads' time what they used; empty without them. */
  readonly compressing: readonly Share[];
  readonly endMs: number;
}

/** The lanes of a run: guest, status, each device, the managing tool, sending threads, link. */
export function runLanes(input: LaneInput): Lane[] {
  const { vm, statuses, devices, throttle, dirtyLimit, management, windows } = input;
  const { linkCarries, linkSpeeds, threadUse, cacheHits, compressing, waiting, endMs } = input;
  const lane = (
    id: string,
    name: string,
    changes: readonly Change[],
    colours: Readonly<Record<string, LaneSpan['colour']>>,
    words: Readonly<Record<string, string>> = {},
  ): Lane => ({
    id,
    name,
    spans: spansOf(changes, endMs).map((span) => ({
      ...span,
      text: words[span.state] ?? span.state,
      colour: colours[span.state] ?? 'soft',
    })),
  });
  const deviceLane = (changes: readonly Change[], i: number): Lane =>
    devices.length === 1
      ? lane('device', t('device', {}, 'VFIO'), changes, DEVICE_COLOURS)
      : lane(`device ${i + 1}`, t('device {device}', { device: i + 1 }), changes, DEVICE_COLOURS);
  const vmWords = { running: t('running'), stopped: t('stopped'), 'running there': t('running there') };
  return [
    lane('guest', t('guest'), vm, VM_COLOURS, vmWords),
    ...(throttle.length === 0 ? [] : [{ id: 'throttle', name: t('throttle'), spans: throttleSpans(throttle, endMs) }]),
    ...(dirtyLimit.length === 0 ? [] : [{ id: 'asleep', name: t('asleep'), spans: limitSpans(dirtyLimit) }]),
    lane(
      'status',
      t('status'),
      statuses.filter(({ state }) => state !== 'none'),
      STATUS_COLOURS,
    ),
    ...devices.map(deviceLane),
    ...(management.length === 0 ? [] : [{ id: 'tool', name: t('tool'), spans: managementSpans(management, endMs) }]),
    ...(threadUse === null ? [] : [{ id: 'threads', name: t('threads'), shares: threadUse }]),
    ...(linkSpeeds.length < 2
      ? []
      : [{ id: 'link speed', name: t('link speed', {}, 'lane'), spans: speedSpans(linkSpeeds, endMs) }]),
    ...(cacheHits.length === 0
      ? []
      : [
          {
            id: 'cache hits',
            name: t('cache hits'),
            shares: cacheHits,
            average: (share: string) => t('{share} of the pages looked up found in the cache on average', { share }),
          },
        ]),
    ...(waiting.length === 0
      ? []
      : [
          {
            id: 'waiting',
            name: t('waiting', {}, 'vCPUs'),
            shares: waiting,
            average: (share: string) => t('{share} of the vCPUs waiting for a page on average', { share }),
          },
        ]),
    ...(compressing.length === 0
      ? []
      : [
          {
            id: 'compress',
            name: t('compress'),
            shares: compressing,
            average: (share: string) => t('{share} of the compressing threads’ time used on average', { share }),
          },
        ]),
    ...(linkCarries === null ? [] : [{ id: 'link', name: t('link'), shares: linkUse(windows, linkCarries) }]),
  ];
}

function throttleSpans(throttle: LaneInput['throttle'], endMs: number): LaneSpan[] {
  const changes = throttle.map(({ atMs, state }) => ({ atMs, state: String(state) }));
  return spansOf(changes, endMs)
    .filter(({ state }) => state !== '0')
    .map((span) => ({ ...span, text: `${span.state} %`, colour: 'stop' }));
}

/** Each decision holds until the next; two tones by turns. */
const managementSpans = (decisions: LaneInput['management'], endMs: number): LaneSpan[] =>
  decisions
    .map(({ atMs, title, acted }, i) => ({
      fromMs: atMs,
      toMs: decisions[i + 1]?.atMs ?? Math.max(endMs, atMs),
      state: title,
      text: title,
      // What is set is seen by its number alone: `50 ms` for `limit 50 ms`.
      short: title.replace(/^\D+(?=\d)/, ''),
      colour: i % 2 === 0 ? ('soft' as const) : ('line' as const),
      isDashed: !acted,
    }))
    .filter(({ fromMs, toMs }, i) => toMs > fromMs || i === decisions.length - 1);

/** Two tones by turns, so that a change is seen where the words do not fit. */
const speedSpans = (speeds: readonly Change[], endMs: number): LaneSpan[] =>
  spansOf(
    speeds.filter(({ atMs }) => atMs < endMs),
    endMs,
  ).map((span, i) => ({ ...span, text: span.state, colour: i % 2 === 0 ? 'clean' : 'stop' }));

/** How much of each period of a dirty limit the vCPUs slept. */
const limitSpans = (periods: readonly LimitPeriod[]): LaneSpan[] =>
  periods
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .map(({ fromMs, toMs, sleptMs }) => {
      const slept = Math.round((100 * sleptMs) / (toMs - fromMs));
      return { fromMs, toMs, state: String(slept), text: `${slept} %`, colour: sleptMs > 0 ? 'stop' : 'soft' };
    });

/** Share of the link that each window used; more than 1 where a window overshot. */
export const linkUse = (windows: readonly RateWindow[], carries: Carries): Share[] =>
  windows
    .filter(({ timeSpentMs }) => timeSpentMs > 0)
    .map(({ atMs, timeSpentMs, transferredBytes }) => ({
      fromMs: atMs - timeSpentMs,
      toMs: atMs,
      share: transferredBytes / carries(atMs - timeSpentMs, atMs),
    }));

/** Means over stretches of at least one px where windows are narrower than that. */
export function thinShares(shares: readonly Share[], scale: TimeScale): Share[] {
  const leastMs = msPerPx(scale);
  const thin: Share[] = [];
  for (const next of shares) {
    const last = thin.at(-1);
    const length = last ? last.toMs - last.fromMs : Infinity;
    if (!last || length >= leastMs || next.fromMs - last.toMs > leastMs) {
      thin.push(next);
      continue;
    }
    const nextLength = next.toMs - next.fromMs;
    const share = (last.share * length + next.share * nextLength) / (length + nextLength);
    thin[thin.length - 1] = { fromMs: last.fromMs, toMs: next.toMs, share };
  }
  return thin;
}

const VM_COLOURS = { running: 'run', stopped: 'stop', 'running there': 'run' } as const;
const STATUS_COLOURS = {
  setup: 'stop',
  active: 'sent',
  'postcopy-active': 'sent2',
  'postcopy-paused': 'waiting',
  'postcopy-recover-setup': 'waiting',
  'postcopy-recover': 'waiting',
  'pre-switchover': 'stop',
  device: 'stop',
  completed: 'soft',
} as const;
const DEVICE_COLOURS = {
  running: 'dma',
  'running-saving': 'dma',
  'running-p2p': 'dma',
  'pre-copy': 'dma',
  'pre-copy-p2p': 'dma',
  'stop-copy': 'stop',
  stopped: 'stop',
  resuming: 'stop',
  error: 'stop',
} as const;
