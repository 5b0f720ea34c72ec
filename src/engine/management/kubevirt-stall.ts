import { t } from '../../language/t.ts';
import { formatBytes, formatMs, formatNumber, secondsToMs } from '../../units.ts';
import type { ManagementSettings } from '../scenario.ts';
import { completionMs, KUBEVIRT_LOOK_MS } from './kubevirt-timeouts.ts';
import {
  allowPostCopy,
  CANCEL,
  type Look,
  type Looked,
  limitTitle,
  type Orders,
  type Policy,
  policy,
  resort,
  setLimit,
} from './policy.ts';

/**
 * Looks at what is left at the beginning of each pass. It is stalled when that is not below the least that was left before the
 * progress timeout, less a margin. Then it waits for a pass that begins near the best one, relaxing what counts as best, and acts on it.
 * @source KubeVirt VEP 248; kubevirt/kubevirt#17544, live-migration-source.go, processStallDetectionIteration()
 */
export const kubevirtStall: Policy = policy<'kubevirt-stall', StallState>({
  name: 'kubevirt-stall',
  title: 'KubeVirt, stall detector',
  source: 'KubeVirt VEP 248, kubevirt#17544',
  behaviour:
    'Finds that passes begin with as much as a minute before, waits for a good one and switches over, or aborts.',
  verified:
    'Read: margin, windows, patience, EWMA, what is done by implied downtime. That the relaxed target is the next distinct value, and that it waits when post-copy would be late: by the design text. Later versions have 40 s for 60 s.',
  hearsPasses: true,
  begin: ({ mostMs, lastResort }) => {
    const limitMs = Math.min(mostMs, FIRST_LIMIT_MS);
    return {
      state: { bandwidth: 0, outside: null, candidates: [], stall: null, hasSwitched: false, hasAborted: false },
      nextMs: KUBEVIRT_LOOK_MS,
      orders: {
        title: limitTitle(limitMs),
        because: t('QEMU’s own limit, until a stall is found.'),
        commands: [...allowPostCopy(lastResort), setLimit(limitMs)],
      },
    };
  },
  look: (now) => (now.isPass ? atPass(now) : atPoll(now)),
});

type Settings = ManagementSettings['kubevirt-stall'];

interface StallState {
  /** Smoothed, bytes a ms; 0 before the first sample. */
  readonly bandwidth: number;
  /** The least left at the beginning of a pass that is older than the progress timeout, bytes. */
  readonly outside: number | null;
  /** Passes inside it that began with less than every one before them. */
  readonly candidates: readonly Candidate[];
  readonly stall: Stall | null;
  readonly hasSwitched: boolean;
  readonly hasAborted: boolean;
}
interface Candidate {
  readonly atMs: number;
  readonly remaining: number;
}
interface Stall {
  /** What a pass should begin with, bytes. */
  readonly best: number;
  readonly patienceMs: number;
  readonly deadlineMs: number;
  /** What passes began with since the stall, bytes. */
  readonly history: readonly number[];
}

const FIRST_LIMIT_MS = 300;
const EWMA_ALPHA = 0.4;
const PRECOPY_POSSIBLE_FACTOR = 1.5;
const LEAST_PATIENCE_MS = 1000;

/** Between passes: the bandwidth, and the time for the whole. */
function atPoll(now: Look<Settings, StallState>): Looked<StallState> {
  const { settings, guest, state, nowMs, ram } = now;
  const sample = ram === null ? 0 : (ram.mbps * 1e6) / 8 / 1000;
  const bandwidth = state.bandwidth === 0 ? sample : EWMA_ALPHA * sample + (1 - EWMA_ALPHA) * state.bandwidth;
  const seen = { ...state, bandwidth };
  if (state.hasAborted) return { state, nextMs: Infinity };
  const wholeMs = completionMs(settings, guest);
  if (wholeMs === 0 || Math.floor(nowMs / 1000) * 1000 <= wholeMs)
    return { state: seen, nextMs: nowMs + KUBEVIRT_LOOK_MS };
  const because = t('{time} are over, and the acceptable completion time is {limit}.', {
    time: formatMs(nowMs),
    limit: formatMs(wholeMs),
  });
  return { state: { ...seen, hasAborted: true }, nextMs: Infinity, orders: resort('abort', because) };
}

function atPass(now: Look<Settings, StallState>): Looked<StallState> {
  const { settings, state: before, nowMs, ram } = now;
  if (ram === null || before.hasAborted) return { state: before, nextMs: nowMs };
  const { remaining } = ram;
  const margin = settings.marginPercent / 100;
  const windowed = { ...before, ...aged(before, nowMs, remaining, secondsToMs(settings.progressSeconds)) };
  const { outside } = windowed;
  if (windowed.stall === null && (outside === null || remaining < outside * (1 - margin)))
    return { state: windowed, nextMs: nowMs };
  const found = windowed.stall === null;
  const stall = relaxed(windowed.stall ?? stallAt(windowed, nowMs, settings), nowMs, remaining);
  const state = { ...windowed, stall };
  const said = (orders: Orders | null): Looked<StallState> => ({ state, nextMs: nowMs, ...(orders && { orders }) });
  const foundIt: Orders | null = found
    ? {
        title: t('stalled'),
        because: t('This pass begins with {bytes}, and the least before the last {seconds} s was {least}.', {
          bytes: formatBytes(remaining),
          seconds: formatNumber(settings.progressSeconds, 3),
          least: formatBytes(outside!),
        }),
        commands: [],
      }
    : null;
  if (before.hasSwitched || remaining > stall.best * (1 + margin) || before.bandwidth <= 0) return said(foundIt);
  const act = switchOver(now, remaining / before.bandwidth, stall.best);
  if (act === null) return said(foundIt);
  const hasAborted = act.commands.includes(CANCEL);
  return { state: { ...state, hasSwitched: true, hasAborted }, nextMs: nowMs, orders: act };
}

/** The oldest candidates leave the window; a new one is taken if it is below all others. */
function aged(
  { outside, candidates }: StallState,
  nowMs: number,
  remaining: number,
  windowMs: number,
): Pick<StallState, 'outside' | 'candidates'> {
  const inside = candidates.filter(({ atMs }) => nowMs - atMs < windowMs);
  const left = candidates.slice(0, candidates.length - inside.length).map((candidate) => candidate.remaining);
  const least = left.length === 0 ? outside : Math.min(...left, outside ?? Infinity);
  const isNew = (least === null || remaining <= least) && remaining < (inside.at(-1)?.remaining ?? Infinity);
  return { outside: least, candidates: isNew ? [...inside, { atMs: nowMs, remaining }] : inside };
}

function stallAt({ outside, candidates }: StallState, nowMs: number, { progressSeconds }: Settings): Stall {
  const patienceMs = Math.max(secondsToMs(progressSeconds), LEAST_PATIENCE_MS);
  const best = Math.min(outside!, ...candidates.map(({ remaining }) => remaining));
  return { best, patienceMs, deadlineMs: nowMs + patienceMs, history: [] };
}

/** When patience is over the next larger value that was seen is good enough, and patience is halved. */
function relaxed(stall: Stall, nowMs: number, remaining: number): Stall {
  const history = [...stall.history, remaining];
  if (nowMs < stall.deadlineMs) return { ...stall, history };
  const larger = history.filter((bytes) => bytes > stall.best);
  const patienceMs = Math.max(stall.patienceMs / 2, LEAST_PATIENCE_MS);
  const best = larger.length > 0 ? Math.min(...larger) : stall.best;
  return { best, patienceMs, deadlineMs: nowMs + patienceMs, history };
}

/** @returns null: not now */
function switchOver({ settings, guest, nowMs }: Look<Settings, StallState>, ms: number, best: number): Orders | null {
  const impliedMs = Math.trunc(ms);
  const near = t('The pass begins near the best one of {best}, which implies a downtime of {downtime}', {
    best: formatBytes(best),
    downtime: formatMs(impliedMs),
  });
  const { mostMs, lastResort } = settings;
  if (lastResort === 'post-copy' && !guest.hasVfio) {
    const restMs = 2 * completionMs(settings, guest) - nowMs;
    return impliedMs > restMs ? null : resort('post-copy', `${near}.`);
  }
  if (lastResort === 'force' || lastResort === 'pause' || guest.hasVfio)
    return resort('force', t('{near}, and the workload may be disrupted.', { near }));
  if (impliedMs <= mostMs) {
    const limitMs = Math.max(impliedMs, 1);
    return {
      title: limitTitle(limitMs),
      because: t('{near}, below {most}.', { near, most: formatMs(mostMs) }),
      commands: [setLimit(limitMs)],
    };
  }
  if (impliedMs >= mostMs * PRECOPY_POSSIBLE_FACTOR)
    return resort(
      'abort',
      t('{near}, more than {factor} times {most}.', {
        near,
        factor: formatNumber(PRECOPY_POSSIBLE_FACTOR, 1),
        most: formatMs(mostMs),
      }),
    );
  return {
    title: limitTitle(mostMs),
    because: t('{near}, a little above {most}.', { near, most: formatMs(mostMs) }),
    commands: [setLimit(mostMs)],
  };
}
