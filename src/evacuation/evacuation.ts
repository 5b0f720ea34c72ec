import { HOST_COSTS } from '../engine/link/host-costs.ts';
import { NORMAL_PAGE_BYTES } from '../engine/link/wire.ts';
import type { RunStatus } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { Simulation } from '../engine/simulation.ts';
import { MOST } from '../scenario/limits.ts';
import { pagesToBytes } from '../units.ts';
import { fairShares } from './fair-share.ts';
import { Flow } from './flow.ts';
import { ownScenario } from './link-share.ts';
import { type Plan, startOrder } from './plan.ts';

/** One guest of an evacuation, at an instant or at its end. Times are those of the evacuation. */
export interface GuestView {
  readonly name: string;
  readonly status: RunStatus | 'waiting' | 'migrating';
  /** Null while it waits. */
  readonly startMs: number | null;
  /** Null before its end. */
  readonly endMs: number | null;
  /** As `query-migrate` has them: from its own start; null before its end, and the downtime also without one. */
  readonly totalTimeMs: number | null;
  readonly downtimeMs: number | null;
  readonly sentBytes: number;
  readonly remainingBytes: number;
}

/** An evacuation at an instant, or at its end. Plain data. */
export interface EvacuationView {
  readonly nowMs: number;
  readonly finished: boolean;
  readonly guests: readonly GuestView[];
  /** Bytes of each guest in stretches of `stretchMs` from 0 on. */
  readonly stretchMs: number;
  readonly bytes: readonly (readonly number[])[];
}

/** What came of it. */
export interface EvacuationOutcome extends EvacuationView {
  /** When the last guest had ended. */
  readonly makespanMs: number;
  readonly totalBytes: number;
  /** The longest of the guests that were moved; null when none was. */
  readonly worstDowntimeMs: number | null;
  /** Guests that were moved. */
  readonly moved: number;
  /** Each guest's run as a scenario, its link being the share that it had. */
  readonly own: readonly { readonly scenario: Scenario; readonly isExact: boolean }[];
}

/** Everybody's share is settled anew for each stretch of this length; a guest starts and ends on no finer grid. */
export const SLICE_MS = 1;

/**
 * Guests that leave a host over one link, their migrations in lockstep. In each millisecond the link is shared max-min
 * fairly by those who have something to send in it: a guest that sleeps out its rate window, is being stopped or waits
 * for its turn has no share, and the others have it. A share that is not used up in its millisecond is lost, which is
 * the error of the method: less than a millisecond of share for each burst. No more is ever sent than the link carries,
 * but for the one record of each guest that is under way when its share shrinks.
 */
export class Evacuation {
  readonly plan: Plan;
  private readonly queue: number[];
  private readonly guests: Member[];
  private readonly flow: Flow;
  private now = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.queue = startOrder(plan);
    this.guests = plan.guests.map(({ scenario }) => ({
      scenario: alone(scenario),
      capBytesPerSecond: capOf(scenario),
    }));
    this.flow = new Flow(plan.guests.length);
  }

  get nowMs(): number {
    return this.now;
  }
  get finished(): boolean {
    return this.queue.length === 0 && this.guests.every(({ run }) => run === undefined || run.simulation.finished);
  }

  /** Runs for `ms` milliseconds, or to the end. */
  advance(ms: number): void {
    const untilMs = this.now + ms;
    while (this.now < untilMs && !this.finished) this.slice();
  }

  private slice(): void {
    this.startNext();
    const active = this.guests.filter(isActive);
    const until = ({ run }: Active): number => this.now + SLICE_MS - run.startMs;
    const senders = active.filter((guest) => guest.run.simulation.sendsBefore(until(guest)));
    const caps = senders.map(({ capBytesPerSecond }) => capBytesPerSecond);
    const shares = fairShares(this.plan.bytesPerSecond, caps);
    senders.forEach(({ run }, i) => {
      const bytesPerSecond = Math.floor(shares[i]!);
      if (run.bytesPerSecond === bytesPerSecond) return;
      run.bytesPerSecond = bytesPerSecond;
      run.simulation.setLinkSpeed(bytesPerSecond);
    });
    for (const guest of active) {
      const { run } = guest;
      run.simulation.advanceTo(until(guest));
      const { sentBytes } = run.simulation;
      this.flow.add(this.guests.indexOf(guest), this.now, sentBytes - run.sentBytes);
      run.sentBytes = sentBytes;
      if (run.simulation.finished) run.own = ownScenarioOf(run);
    }
    this.now += SLICE_MS;
  }

  private startNext(): void {
    let free = this.plan.atOnce - this.guests.filter(isActive).length;
    for (; free > 0 && this.queue.length > 0; ) {
      const guest = this.guests[this.queue.shift()!]!;
      const simulation = new Simulation(guest.scenario, { keyframeBudgetBytes: 0 });
      guest.run = { simulation, startMs: this.now, sentBytes: 0, bytesPerSecond: null };
      if (simulation.finished) guest.run.own = ownScenarioOf(guest.run);
      else free--;
    }
  }

  /** As it stands now. */
  view(): EvacuationView {
    return {
      nowMs: this.now,
      finished: this.finished,
      guests: this.plan.guests.map(({ name, scenario }, i) => viewOf(name, scenario, this.guests[i]!)),
      stretchMs: this.flow.stretchMs,
      bytes: this.flow.bytes.map((list) => list.slice()),
    };
  }

  /** What came of it. @throws Error before the end */
  outcome(): EvacuationOutcome {
    if (!this.finished) throw new Error('the evacuation is under way');
    const view = this.view();
    const moved = view.guests.filter(({ status }) => status === 'completed');
    return {
      ...view,
      makespanMs: Math.max(0, ...view.guests.map(({ endMs }) => endMs ?? 0)),
      totalBytes: view.guests.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      worstDowntimeMs: moved.length === 0 ? null : Math.max(...moved.map(({ downtimeMs }) => downtimeMs ?? 0)),
      moved: moved.length,
      own: this.guests.map(({ run }) => run!.own!),
    };
  }
}

interface Member {
  readonly scenario: Scenario;
  /** The most of the link that it can take. */
  readonly capBytesPerSecond: number;
  run?: MemberRun;
}
type Active = Member & { readonly run: MemberRun };
interface MemberRun {
  readonly simulation: Simulation;
  readonly startMs: number;
  sentBytes: number;
  bytesPerSecond: number | null;
  own?: EvacuationOutcome['own'][number];
}

const isActive = (guest: Member): guest is Active => guest.run !== undefined && !guest.run.simulation.finished;

const ownScenarioOf = ({ simulation }: MemberRun) =>
  ownScenario(simulation.scenarioWithChanges(), simulation.nowMs, MOST.linkChanges);

/** Its link changes by sharing only. */
function alone(scenario: Scenario): Scenario {
  if (scenario.link.kind === 'fast') throw new Error('a link for tests cannot be shared');
  return { ...scenario, link: { kind: 'wire', bytesPerSecond: scenario.link.bytesPerSecond } };
}

/** Its own link, and what its host does with pages that are new to the destination. */
function capOf({ link, host }: Scenario): number {
  const own = link.kind === 'wire' ? (link.bytesPerSecond ?? Infinity) : Infinity;
  const { newPageMs, resentPageMs } = HOST_COSTS[host];
  const fastestMs = Math.min(newPageMs, resentPageMs);
  return Math.min(own, fastestMs === 0 ? Infinity : (NORMAL_PAGE_BYTES * 1000) / fastestMs);
}

function viewOf(name: string, { guest }: Scenario, { run }: Member): GuestView {
  const waiting = { name, startMs: null, endMs: null, totalTimeMs: null, downtimeMs: null, sentBytes: 0 };
  if (!run) return { ...waiting, status: 'waiting', remainingBytes: guest.ramBytes };
  const { simulation, startMs, sentBytes } = run;
  const outcome = simulation.finished ? simulation.runToEnd() : null;
  return {
    name,
    status: outcome?.status ?? 'migrating',
    startMs,
    endMs: outcome && startMs + outcome.endMs,
    totalTimeMs: outcome?.totalTimeMs ?? null,
    downtimeMs: outcome?.downtimeMs ?? null,
    sentBytes,
    remainingBytes: pagesToBytes(simulation.remainingPages),
  };
}
