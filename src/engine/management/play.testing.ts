import type { ManagementName, ManagementSettings } from '../scenario.ts';
import { managementPolicy } from './policies.ts';
import type { ManagedGuest, QmpCommand, RamSeen } from './policy.ts';

/** What `query-migrate` says at an instant; a part left out is 0, null: nothing of RAM yet. */
export type Said = (ms: number) => Partial<RamSeen> | null;

export interface Played {
  readonly atMs: number;
  readonly title: string;
  readonly commands: readonly QmpCommand[];
}

/**
 * Test support: a policy alone, against a table of what it would be told. It looks at its own times, and at the beginning of each pass.
 * @returns what it ordered; the orders before `migrate` at -1
 */
export function play<Name extends ManagementName>(
  name: Name,
  settings: ManagementSettings[Name],
  guest: Partial<ManagedGuest>,
  says: Said,
  untilMs: number,
  passesMs: readonly number[] = [],
): Played[] {
  const policy = managementPolicy(name);
  const managed: ManagedGuest = { ramBytes: 2 ** 30, hasVfio: false, ...guest };
  const begun = policy.begin(settings, managed);
  const played: Played[] = [];
  const keep = (atMs: number, orders: { title: string; commands: readonly QmpCommand[] } | undefined) => {
    if (orders) played.push({ atMs, title: orders.title, commands: orders.commands });
  };
  keep(-1, begun.orders);
  let { state, nextMs } = begun;
  const passes = policy.hearsPasses ? [...passesMs] : [];
  for (;;) {
    const isPass = passes.length > 0 && passes[0]! <= nextMs;
    const nowMs = isPass ? passes.shift()! : nextMs;
    if (nowMs > untilMs) return played;
    const said = says(nowMs);
    const ram = said && { ...NOTHING, ...said };
    const looked = policy.look({ settings, guest: managed, state, nowMs, isPass, status: 'active', ram });
    state = looked.state;
    if (!isPass) nextMs = looked.nextMs;
    keep(nowMs, looked.orders);
  }
}

const NOTHING: RamSeen = {
  remaining: 0,
  transferred: 0,
  total: 0,
  mbps: 0,
  dirtySyncCount: 0,
  expectedDowntimeMs: 0,
};
