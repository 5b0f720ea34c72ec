import { answer, type MonitorMoment, type MonitorSession, type RunAction } from '../monitor/qmp.ts';
import { sessionWith } from '../monitor/session.ts';
import type { ManagementCommand, ManagementDecision, ManagementReading } from '../record.ts';
import type { Management, Scenario } from '../scenario.ts';
import { managementPolicy } from './policies.ts';
import type { ManagedGuest, Orders, Policy, QmpCommand, RamSeen } from './policy.ts';

/** All that changes in a manager. Plain data that is replaced and never written into, so a keyframe may hold it as it is. */
export interface ManagerState {
  readonly session: MonitorSession;
  /** What the policy remembers. */
  readonly memory: unknown;
  readonly nextMs: number;
  /** Passes that it has been told of. */
  readonly heardPasses: number;
}

/**
 * The tool that manages the guest, at one end of a monitor connection: it looks at its own times, and what it orders is answered by
 * the monitor as any other client's command. In shadow mode the answers are the same, and nothing comes of them.
 */
export class Manager {
  readonly acts: boolean;
  state: ManagerState;
  /** The scenario as it is migrated: with the parameters and capabilities that were set before `migrate`. */
  readonly scenario: Scenario;
  /** What it decided before `migrate`; null when nothing. */
  readonly first: ManagementDecision | null;
  private readonly policy: Policy;
  private readonly settings: unknown;
  private readonly guest: ManagedGuest;

  constructor(given: Scenario, { policy, acts, settings }: Management) {
    this.acts = acts;
    this.settings = settings;
    this.policy = managementPolicy(policy);
    this.guest = { ramBytes: given.guest.ramBytes, hasVfio: given.devices.length > 0 };
    const session = {
      ...sessionWith(given.qemu.release, [given.parameters], [given.capabilities]),
      dirtyRingSize: given.guest.dirtyRingSize,
    };
    const { state: memory, nextMs, orders } = this.policy.begin(settings, this.guest);
    this.state = { session, memory, nextMs, heardPasses: 0 };
    this.first = orders ? this.order(orders, BEFORE, 0, null).decision : null;
    const { parameters, capabilities } = this.state.session;
    this.scenario = acts
      ? {
          ...given,
          parameters: only(parameters, given.parameters),
          capabilities: only(capabilities, given.capabilities),
        }
      : given;
  }

  /** When it looks next, after `nowMs`; one that hears of passes is woken within a ms of their beginning. */
  nextLookMs(nowMs: number): number {
    return this.policy.hearsPasses ? Math.min(this.state.nextMs, Math.floor(nowMs) + 1) : this.state.nextMs;
  }

  /**
   * A look at `atMs`, if one is due.
   * @param passes syncs until now, each the beginning of a pass
   * @param ask what the monitor says at this instant; only called when it is asked
   * @returns what it decided, or null, and what that does to the run
   */
  look(atMs: number, passes: number, ask: () => MonitorMoment): Ordered | null {
    const isPass = this.policy.hearsPasses && passes > this.state.heardPasses;
    if (!isPass && atMs < this.state.nextMs) return null;
    this.state = { ...this.state, heardPasses: passes };
    const moment = ask();
    // The monitor answers only once the last stage is over.
    if (moment.runState === 'finish-migrate' && moment.status !== 'pre-switchover') {
      if (!isPass) this.state = { ...this.state, nextMs: atMs + BUSY_MS };
      return null;
    }
    const ram = ramSeen(moment.queryMigrate);
    const { settings, guest } = this;
    const { memory } = this.state;
    const looked = this.policy.look({
      settings,
      guest,
      state: memory,
      nowMs: atMs,
      isPass,
      status: moment.status,
      ram,
    });
    this.state = { ...this.state, memory: looked.state, ...(!isPass && { nextMs: looked.nextMs }) };
    return looked.orders ? this.order(looked.orders, moment, atMs, ram) : null;
  }

  private order(
    { title, because, commands }: Orders,
    moment: MonitorMoment,
    atMs: number,
    ram: RamSeen | null,
  ): Ordered {
    const changes: RunAction[] = [];
    const answered = commands.map((command) => {
      const { reply, session, change, notes } = answer(this.state.session, moment, JSON.stringify(command));
      this.state = { ...this.state, session };
      if (change && change.execute !== 'migrate') changes.push(change);
      return said(command, reply && 'error' in reply ? reply.error.desc : null, notes);
    });
    const { acts } = this;
    const read = ram && readingOf(ram);
    const beforeMigrate = moment === BEFORE;
    return {
      decision: { atMs, beforeMigrate, title, because, read, commands: answered, acted: acts },
      changes: acts ? changes : [],
    };
  }
}

export interface Ordered {
  readonly decision: ManagementDecision;
  readonly changes: readonly RunAction[];
}

/** How long a client waits to ask again while the monitor does not answer; it is over within one stage. */
const BUSY_MS = 100;

const BEFORE: MonitorMoment = {
  status: 'none',
  runState: 'running',
  queryMigrate: {},
  infoMigrate: '',
  admission: { error: null },
};

const said = (
  { execute, arguments: given = {} }: QmpCommand,
  error: string | null,
  notes: readonly string[],
): ManagementCommand => ({
  execute,
  arguments: Object.keys(given).length > 0 ? given : null,
  error,
  note: notes.join(' '),
});

function ramSeen(reply: Readonly<Record<string, unknown>>): RamSeen | null {
  const { ram } = reply;
  if (typeof ram !== 'object' || ram === null) return null;
  const fields = ram as Readonly<Record<string, number>>;
  const field = (name: string): number => fields[name] ?? 0;
  return {
    remaining: field('remaining'),
    transferred: field('transferred'),
    total: field('total'),
    mbps: field('mbps'),
    dirtySyncCount: field('dirty-sync-count'),
    expectedDowntimeMs: Number(reply['expected-downtime'] ?? 0),
  };
}

const readingOf = ({ remaining, transferred, total, ...others }: RamSeen): ManagementReading => ({
  remainingBytes: remaining,
  transferredBytes: transferred,
  totalBytes: total,
  ...others,
});

/** `names` with the values that `values` has for them. */
const only = <T extends object>(values: object, names: T): T =>
  Object.assign({}, names, Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(names, name))));
