import { t } from '../../language/t.ts';
import { formatBytes } from '../../units.ts';
import type { LastResort, ManagementName } from '../scenario.ts';
import {
  CANCEL,
  LAST_RESORTS,
  type Looked,
  limitTitle,
  type Policy,
  policy,
  type QmpCommand,
  setCapability,
  setLimit,
} from './policy.ts';

/**
 * VDSM looks every 10 s and counts the looks that found more left than the one before. The schedule of the policy has items with a
 * limit each, and the first one that is left is taken at a count above its limit; -1 is always below.
 * @source oVirt vdsm lib/vdsm/virt/migration.py, MonitorThread.monitor_migration() and _next_action()
 */
const stalling = (
  {
    state,
    nowMs,
    ram,
  }: { readonly state: State; readonly nowMs: number; readonly ram: { readonly remaining: number } | null },
  schedule: readonly Item[],
): Looked<State> => {
  const nextMs = nowMs + LOOK_MS;
  if (ram === null) return { state, nextMs };
  const grew = state.remaining !== null && state.remaining < ram.remaining;
  const seen: State = { ...state, remaining: ram.remaining, grown: state.grown + (grew ? 1 : 0) };
  const item = schedule[state.taken];
  if (!grew || !item || item.limit >= seen.grown) return { state: seen, nextMs };
  return {
    state: { ...seen, taken: state.taken + 1 },
    nextMs: item.command === CANCEL ? Infinity : nextMs,
    orders: {
      title: item.title(),
      because: t(
        '{bytes} are left, more than at the look before; that is the case for the {nth} time, and this step waits for more than {limit}.',
        { bytes: formatBytes(ram.remaining), nth: ordinal(seen.grown), limit: Math.max(item.limit, 0) },
      ),
      commands: [item.command],
    },
  };
};

interface State {
  /** Bytes at the last look. */
  readonly remaining: number | null;
  /** Looks that found more left than the one before. */
  readonly grown: number;
  /** Items of the schedule that were taken. */
  readonly taken: number;
}
interface Item {
  readonly limit: number;
  readonly title: () => string;
  readonly command: QmpCommand;
}

const LOOK_MS = 10_000;
const START: State = { remaining: null, grown: 0, taken: 0 };

const limitAt = (limit: number, ms: number): Item => ({ limit, title: () => limitTitle(ms), command: setLimit(ms) });
const RAMP: readonly Item[] = [limitAt(1, 150), limitAt(2, 200), limitAt(3, 300), limitAt(4, 400), limitAt(6, 500)];
const last = ({ title, command }: (typeof LAST_RESORTS)[LastResort]): Item => ({
  limit: -1,
  title: () => t(title),
  command,
});
const ABORT: Item = last(LAST_RESORTS.abort);
const POST_COPY: Item = last(LAST_RESORTS['post-copy']);

function ordinal(n: number): string {
  if (n === 1) return t('{n}st', { n });
  if (n === 2) return t('{n}nd', { n });
  return n === 3 ? t('{n}rd', { n }) : t('{n}th', { n });
}

const SOURCE = 'vdsm lib/vdsm/virt/migration.py; migration policies of oVirt Engine';
const READ = 'The ramp and how VDSM counts: read; the look every 10 s: the default that its configuration had.';

const begun = (startMs: number, capabilities: readonly string[]) => ({
  state: START,
  nextMs: LOOK_MS,
  orders: {
    title: limitTitle(startMs),
    because: t('The schedule sets it before the start.'),
    commands: [...capabilities.map(setCapability), setLimit(startMs)],
  },
});

const ovirt = <Name extends ManagementName & ('ovirt-minimal-downtime' | 'ovirt-suspend' | 'ovirt-post-copy')>(parts: {
  readonly name: Name;
  readonly title: string;
  readonly behaviour: string;
  readonly verified: string;
  readonly capabilities: readonly string[];
  readonly rest: (mostMs: number) => readonly Item[];
}): Policy =>
  policy<Name, State>({
    ...parts,
    source: SOURCE,
    hearsPasses: false,
    begin: ({ startMs }) => begun(startMs, parts.capabilities),
    look: (now) => stalling(now, [...RAMP, ...parts.rest('mostMs' in now.settings ? now.settings.mostMs : 0)]),
  });

export const ovirtMinimalDowntime: Policy = ovirt({
  name: 'ovirt-minimal-downtime',
  title: 'oVirt, minimal downtime',
  behaviour: 'Slows the guest, raises the limit from 100 to 500 ms as looks find more left than before, then aborts.',
  verified: READ,
  capabilities: ['auto-converge'],
  rest: () => [ABORT],
});

export const ovirtSuspend: Policy = ovirt({
  name: 'ovirt-suspend',
  title: 'oVirt, suspend workload if needed',
  behaviour: 'The same ramp, then one very large limit, then it aborts.',
  verified: `${READ} The very large limit: as reported. That it compresses is not simulated.`,
  capabilities: ['auto-converge'],
  rest: (mostMs) => [limitAt(-1, mostMs), ABORT],
});

export const ovirtPostCopy: Policy = ovirt({
  name: 'ovirt-post-copy',
  title: 'oVirt, post-copy',
  behaviour: 'The same ramp, then post-copy, then it aborts.',
  verified: `${READ} That post-copy is the last step before aborting: as reported.`,
  capabilities: ['auto-converge', 'postcopy-ram'],
  rest: () => [POST_COPY, ABORT],
});
