import type { QmpEvent } from '../record.ts';
import type { Action, Scenario } from '../scenario.ts';
import { Simulation } from '../simulation.ts';
import { infoMigrate } from './info-migrate.ts';
import { momentOf } from './moment.ts';
import {
  answer,
  greeting,
  isUnderWay,
  type MonitorMoment,
  type MonitorSession,
  newSession,
  type RunAction,
} from './qmp.ts';

/** A message from the monitor. */
export interface Sent {
  /** ms after the greeting, by the simulated clock. */
  readonly atMs: number;
  readonly message: Readonly<Record<string, unknown>>;
}

/**
 * A source QEMU and one connection to its monitor, from the greeting on: the guest stands ready, and `migrate` begins
 * the simulation with the parameters and capabilities that were set until then.
 */
export class MonitoredSource {
  readonly #machine: Scenario;
  #session: MonitorSession;
  #run: { readonly simulation: Simulation; readonly beganMs: number; readonly actions: readonly Action[] } | null =
    null;
  /** Events of the run that were sent or, without the capability `events`, were held back. */
  #seen = 0;

  /** @param machine its parameters, capabilities and actions do not count: they come over the monitor */
  constructor(machine: Scenario, nonMigratableDevice: string | null = null) {
    this.#machine = machine;
    this.#session = {
      ...newSession(machine.qemu.release),
      nonMigratableDevice,
      dirtyRingSize: machine.guest.dirtyRingSize,
    };
  }

  greeting(): Sent {
    return { atMs: 0, message: greeting(this.#session.release) };
  }

  /** Takes a command at `atMs`, never before the last one. @returns what came until its reply, events in their order */
  receive(atMs: number, text: string): Sent[] {
    const answeredMs = this.#answers(atMs);
    const sent = this.#events();
    const { reply, session, change } = answer(this.#session, this.#moment(), text);
    this.#session = session;
    if (change?.execute === 'migrate' && !('resume' in change)) this.#begin(answeredMs);
    else if (change) this.#act({ ...(change as RunAction), atMs: answeredMs - this.#run!.beganMs });
    sent.push(...this.#events());
    if (reply) sent.push({ atMs: answeredMs, message: reply });
    return sent;
  }

  /** The main loop answers at once, but not while the last stage runs. */
  #answers(atMs: number): number {
    if (!this.#run) return atMs;
    const { simulation, beganMs } = this.#run;
    simulation.advanceTo(atMs - beganMs);
    let nowMs = atMs;
    const isBusy = () => {
      const { status, runState } = this.#moment();
      const answers = status === 'pre-switchover' || status.startsWith('postcopy-');
      return runState === 'finish-migrate' && !answers && isUnderWay(status);
    };
    while (isBusy()) simulation.advanceTo(++nowMs - beganMs);
    return nowMs;
  }

  #moment(): MonitorMoment {
    if (this.#run) return momentOf(this.#run.simulation.timeline(), this.#run.simulation.instant());
    const { admission } = this.#simulate([]).timeline();
    const { blockedReasons } = admission;
    const queryMigrate = blockedReasons.length > 0 ? { 'blocked-reasons': blockedReasons } : {};
    return {
      status: 'none',
      runState: this.#machine.guest.stoppedBeforeMigrate ? 'paused' : 'running',
      queryMigrate,
      infoMigrate: infoMigrate(queryMigrate, this.#machine.qemu['x-clear-bitmap-shift']),
      admission,
    };
  }

  #begin(atMs: number): void {
    this.#run = { simulation: this.#simulate([]), beganMs: atMs, actions: [] };
  }

  /** The same run with one more action; until then it is the same run. */
  #act(action: Action): void {
    const { beganMs, actions: before } = this.#run!;
    const actions = [...before, action];
    const simulation = this.#simulate(actions);
    simulation.advanceTo(action.atMs);
    this.#run = { simulation, beganMs, actions };
  }

  #simulate(actions: readonly Action[]): Simulation {
    const machine = this.#machine;
    // Values set while the run is under way are in its actions.
    const { parameters, capabilities } = this.#run ? this.#run.simulation.scenario : this.#session;
    const scenario = {
      ...machine,
      parameters: only(parameters, machine.parameters),
      capabilities: only(capabilities, machine.capabilities),
      actions,
    };
    return new Simulation(scenario, { keyframeBudgetBytes: 0 });
  }

  #events(): Sent[] {
    if (!this.#run) return [];
    const { simulation, beganMs } = this.#run;
    const events = simulation.timeline().events.filter(({ side }) => side === 'source');
    const fresh = events.slice(this.#seen);
    this.#seen = events.length;
    return fresh
      .filter(({ event }) => this.#session.capabilities.events || !event.startsWith('MIGRATION'))
      .map((event) => ({ atMs: beganMs + event.atMs, message: eventMessage(event, beganMs + event.atMs) }));
  }
}

/** The guest was started on 26 May 2022 at midnight, UTC: a date like any other, so that runs are the same. */
const STARTED_SECONDS = 1_653_523_200;

function eventMessage({ event, data }: QmpEvent, atMs: number): Record<string, unknown> {
  const microseconds = Math.round(atMs * 1000);
  return {
    timestamp: {
      seconds: STARTED_SECONDS + Math.floor(microseconds / 1e6),
      microseconds: microseconds % 1e6,
    },
    event,
    ...(data && { data }),
  };
}

/** `names` with the values that `values` has for them. */
const only = <T extends object>(values: object, names: T): T =>
  Object.assign({}, names, Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(names, name))));
