import { LATENCY_BOUNDS_MS } from './guest/accesses.ts';
import { copyWritersState, GuestWriters, type WriteObserver, type WritersState } from './guest/writers.ts';
import { hostCosts } from './link/host-costs.ts';
import { type SendCosts, sendCosts, speedAtMigrate } from './link/send-costs.ts';
import { Manager, type ManagerState } from './management/manager.ts';
import { auditPages } from './memory/audit.ts';
import type { PagePlanes } from './memory/page-planes.ts';
import { PageWatch } from './memory/page-watch.ts';
import { type RamLayout, ramLayout } from './memory/ram-blocks.ts';
import { Accounts } from './migration/accounts.ts';
import { explainDecision } from './migration/decision.ts';
import { digestOf } from './migration/digest.ts';
import { EncodedRam, type EncodingCopy } from './migration/encoded-ram.ts';
import { MultifdRam } from './migration/multifd-ram.ts';
import { Postcopy, type PostcopyObserver } from './migration/postcopy.ts';
import { RamMigration, type RamState, type SendObserver } from './migration/ram.ts';
import { Recorder } from './migration/recorder.ts';
import { RELEASES, type Release } from './migration/releases.ts';
import { Switchover } from './migration/switchover.ts';
import { MigrationThread } from './migration/thread.ts';
import { type ThreadState, threadAtMigrate } from './migration/thread-state.ts';
import { infoMigrate } from './monitor/info-migrate.ts';
import { isUnderWay, type MonitorMoment, type RunAction } from './monitor/qmp.ts';
import { destinationQueryMigrate, queryMigrate } from './monitor/query-migrate.ts';
import { verdictOf } from './monitor/verdict.ts';
import type {
  ExplainedDecision,
  Instant,
  ManagementCommand,
  Outcome,
  PageBiography,
  PostcopyOutcome,
  SyncRecord,
  Timeline,
} from './record.ts';
import type { Action, LinkChange, MigrationParameters, Scenario } from './scenario.ts';
import { admit } from './vfio/admission.ts';
import { VfioDevices } from './vfio/devices.ts';
import { type DeviceLog, type Tracking, trackingOf } from './vfio/tracking.ts';

/** Watches every write, send and sync; makes a run slow. For tests and page biographies. */
export interface Observer extends WriteObserver, SendObserver, PostcopyObserver {
  synced(record: SyncRecord): void;
}

export interface SimulationOptions {
  /** Planes on a SharedArrayBuffer. */
  readonly shared?: boolean;
  /** Memory for keyframes; 0 keeps none, and seeking back starts from the beginning. Default 192 MiB. */
  readonly keyframeBudgetBytes?: number;
  readonly observer?: Observer;
  /** Another row of flags than that of the scenario's release: for finding out which flag makes a difference. */
  readonly release?: Release;
  /**
   * Not QEMU, and no guest: the CPUs begin their workloads anew at each sync. Formulas that read a curve of distinct pages from
   * its origin in every round assume this; here one can be run as it is written down.
   */
  readonly startsOverAtSync?: boolean;
}

/**
 * One migration of one guest: the engine's only door. It owns the clock and interleaves guest, device, link and
 * migration thread; at equal times a tracker is cleared before a page is written, and a page is written before it is sent.
 * Scenario and seed make one run, bit for bit, however it is driven.
 */
export class Simulation {
  readonly scenario: Scenario;
  readonly planes: PagePlanes;
  readonly layout: RamLayout;
  private readonly ram: RamMigration;
  private readonly accounts: Accounts;
  private readonly thread: MigrationThread;
  private readonly switchover: Switchover;
  private readonly writers: GuestWriters;
  /** Null without the capability `postcopy-ram`. */
  private readonly postcopy: Postcopy | null;
  private readonly recorder: Recorder;
  private readonly tracking: Tracking;
  private readonly release: Release;
  private readonly actions: readonly Action[];
  /** The tool that manages the guest; null: nobody does. */
  private readonly manager: Manager | null;
  private readonly keyframes: Keyframes;
  /** The planes at `migrate` are the same for every run of the scenario, so that instant needs no copy of them. */
  private readonly beginning: Omit<Keyframe, 'words'>;
  /** Changes of the link's speed, by time: those of the scenario, and those made by `setLinkSpeed`. */
  private readonly linkChanges: LinkChange[];
  private clock: Clock = { nowMs: 0, nextTick: 1, nextAction: 0, nextLinkChange: 0, nextLookMs: Infinity };

  constructor(given: Scenario, options: SimulationOptions = {}) {
    this.scenario = given;
    this.manager = given.management ? new Manager(given, given.management) : null;
    const scenario = this.manager?.scenario ?? given;
    this.linkChanges = [...linkChangesOf(scenario)];
    const release = options.release ?? RELEASES[scenario.qemu.release];
    this.release = release;
    this.layout = ramLayout(scenario);
    const tracking = trackingOf(scenario, release, this.layout, admit(scenario, release));
    this.tracking = tracking;
    this.ram = newRam(scenario, this.layout, tracking.logs, this.costsAfter(0), options.shared ?? false, release);
    this.planes = this.ram.planes;
    this.recorder = new Recorder(release.name, scenario.devices.length);
    this.writers = new GuestWriters(scenario, this.layout.ram.firstSlot, this.planes, tracking.logs, this.ram.changes);
    const atMigrate = threadAtMigrate(
      scenario.parameters,
      scenario.capabilities,
      scenario.devices.length,
      !scenario.guest.stoppedBeforeMigrate,
    );
    const accounts = new Accounts(release, atMigrate, this.ram, this.recorder, this.writers, scenario);
    this.accounts = accounts;
    const host = hostCosts(scenario);
    const devices = new VfioDevices(scenario.devices, release, accounts);
    this.postcopy = scenario.capabilities['postcopy-ram']
      ? new Postcopy(scenario, accounts, this.ram, this.writers)
      : null;
    const parts = { scenario, accounts, devices, tracking, host, postcopy: this.postcopy };
    this.switchover = new Switchover(parts);
    this.thread = new MigrationThread({ ...parts, switchover: this.switchover });
    this.actions = scenario.actions.toSorted((a, b) => a.atMs - b.atMs);
    const everRuns = !scenario.guest.stoppedBeforeMigrate || this.actions.some(isCont);
    const isSilent = this.writers.silent && scenario.guest.freePageHint === null;
    if (isSilent || !everRuns) this.clock.nextTick = Infinity;
    if (this.manager) this.clock.nextLookMs = this.manager.nextLookMs(-1);
    const { observer } = options;
    if (observer) {
      this.ram.observer = observer;
      this.writers.observer = observer;
      if (this.postcopy) this.postcopy.observer = observer;
    }
    if (observer || options.startsOverAtSync) {
      this.recorder.syncs.observer = (record) => {
        observer?.synced(record);
        if (options.startsOverAtSync) this.writers.startOver();
      };
    }
    this.beginning = this.stateNow();
    this.keyframes = new Keyframes(
      observer ? 0 : Math.floor((options.keyframeBudgetBytes ?? 192 * 2 ** 20) / this.ram.copyBytes),
    );
    this.start();
    this.endIfDone();
  }

  private start(): void {
    if (this.manager?.first) this.recorder.management.push(this.manager.first);
    this.thread.migrate();
  }

  get nowMs(): number {
    return this.clock.nowMs;
  }
  get finished(): boolean {
    return this.accounts.state.phase === 'done';
  }

  /** Runs to `untilMs` or to the end of the run, whichever comes first. Never goes back. */
  advanceTo(untilMs: number): void {
    const { clock, thread, accounts, actions, writers, scenario, linkChanges, postcopy } = this;
    const until = Math.min(untilMs, scenario.horizonMs);
    while (!this.finished) {
      const nextAction = actions[clock.nextAction];
      const actionMs = nextAction?.atMs ?? Infinity;
      const linkMs = linkChanges[clock.nextLinkChange]?.atMs ?? Infinity;
      const boundary = Math.min(
        clock.nextTick,
        linkMs,
        actionMs,
        clock.nextLookMs,
        thread.periodicSyncMs,
        thread.dirtyLimitMs,
        until,
      );
      thread.run(boundary);
      if (this.finished) break;
      clock.nowMs = Math.max(clock.nowMs, boundary);
      if (linkMs <= boundary) {
        thread.changeLink(boundary, this.costsAfter(++clock.nextLinkChange));
      } else if (actionMs <= boundary) {
        clock.nextAction++;
        this.act(nextAction!, actionMs);
      } else if (clock.nextLookMs <= boundary) {
        this.manage(clock.nextLookMs);
      } else if (thread.periodicSyncMs <= boundary) {
        thread.tickPeriodicSync(boundary);
      } else if (thread.dirtyLimitMs <= boundary) {
        thread.tickDirtyLimit(boundary);
      } else if (clock.nextTick <= boundary) {
        const tick = clock.nextTick++;
        const { state } = accounts;
        writers.write(
          tick,
          tick < state.vcpuStopMs,
          state.throttlePercent,
          state.devices,
          state.limit?.sleepUs ?? null,
        );
        this.reportFree(tick);
        if (state.postcopy !== null) postcopy!.tick(tick);
      } else if (boundary >= until) {
        if (boundary >= scenario.horizonMs) thread.giveUp(boundary);
        break;
      } // else what was to come has fallen away meanwhile, as the periodic sync does when the guest is stopped
      if (this.keyframes.due(clock.nowMs)) this.keyframes.add({ ...this.stateNow(), words: this.ram.words.slice() });
    }
    this.endIfDone();
  }

  /** The guest's balloon goes on reporting free pages. */
  private reportFree(tick: number): void {
    const { state } = this.accounts;
    const { guest } = this.scenario;
    const { hint } = state;
    if (hint === null || guest.freePageHint === null || tick <= hint.fromMs || tick >= state.vcpuStopMs) return;
    this.ram.hintFree(guest, hint.reportedPages, guest.freePageHint.pagesPerMs);
    hint.reportedPages += guest.freePageHint.pagesPerMs;
  }

  /**
   * The link carries `bytesPerSecond` from now on, until its next change; for a driver that shares one link between runs.
   * The run is that of a scenario with this change, so seeking back and forth finds it again.
   */
  setLinkSpeed(bytesPerSecond: number | null): void {
    if (this.finished) return;
    const { clock, linkChanges } = this;
    linkChanges.splice(clock.nextLinkChange, 0, { atMs: clock.nowMs, bytesPerSecond });
    this.thread.changeLink(clock.nowMs, this.costsAfter(++clock.nextLinkChange));
  }

  /** The link may be asked for bytes before `untilMs`: not by a guest that sleeps out its window or is being stopped. */
  sendsBefore(untilMs: number): boolean {
    return this.thread.sendsBefore(untilMs);
  }

  /** Bytes that have left by now; of state that is on its way only what has gone. */
  get sentBytes(): number {
    return this.thread.sentBytes(this.clock.nowMs);
  }
  /** Pages that the bitmap holds at this instant. */
  get remainingPages(): number {
    return this.ram.state.dirtyPages;
  }

  /** The scenario with every change that `setLinkSpeed` made: its run is this one. */
  scenarioWithChanges(): Scenario {
    const { scenario, linkChanges } = this;
    if (scenario.link.kind === 'fast' || linkChanges.length === 0) return scenario;
    return { ...scenario, link: { ...scenario.link, changes: linkChanges.slice() } };
  }

  /** What records cost once the first `changes` changes of the link have happened. */
  private costsAfter(changes: number): SendCosts {
    const last = this.linkChanges[changes - 1];
    return sendCosts(this.scenario, this.release, last ? last.bytesPerSecond : speedAtMigrate(this.scenario));
  }

  /** Any instant, forward or back: from the nearest keyframe before it. */
  seek(toMs: number): void {
    const { nowMs } = this.clock;
    // An end reached by running on may lie behind sends that start at that very instant.
    if (toMs < nowMs || (toMs === nowMs && this.finished)) this.restore(this.keyframes.lastBefore(toMs));
    this.advanceTo(toMs);
  }

  /** @returns how the run ended */
  runToEnd(): Outcome {
    this.advanceTo(Infinity);
    return this.recorder.outcome!;
  }

  /** All that is recorded so far; complete once the run has finished. */
  timeline(): Timeline {
    return this.recorder.timeline(this.tracking.admission);
  }

  /** What the monitor would say at this instant. */
  instant(): Instant {
    const { state } = this.accounts;
    const counters = this.accounts.counters();
    const { admission } = this.tracking;
    const reply = queryMigrate(this.release, this.layout, state, counters, admission, this.clock.nowMs);
    return {
      nowMs: this.clock.nowMs,
      status: state.status,
      vmRunning: state.vmRunning,
      counters,
      queryMigrate: reply,
      destinationQueryMigrate: destinationQueryMigrate(this.scenario.capabilities, state),
      infoMigrate: infoMigrate(reply, this.scenario.qemu['x-clear-bitmap-shift']),
    };
  }

  /** Decision `index` of the timeline, in words. @throws RangeError when there is none */
  explain(index: number): ExplainedDecision {
    const decision = this.recorder.decisions.items[index];
    if (!decision) throw new RangeError(`decision ${index} of ${this.recorder.decisions.items.length}`);
    return explainDecision(decision, {
      release: this.release,
      scenario: this.manager?.scenario ?? this.scenario,
      rule: this.tracking.rule,
      mappedRamBytes: this.tracking.mappedRamBytes,
      sync: decision.sync === null ? null : this.recorder.syncs.items[decision.sync]!,
      total: this.recorder.decisions.items.length,
    });
  }

  /** What the page at `slot` went through until now, found by running again with an eye on it. */
  biography(slot: number): PageBiography {
    const watch = new PageWatch(slot, this.layout);
    const again = new Simulation(this.scenarioWithChanges(), { observer: watch, release: this.release });
    watch.planes = again.planes;
    again.advanceTo(this.finished ? Infinity : this.clock.nowMs);
    const resumedMs = again.accounts.state.postcopy === null ? again.destinationResumedMs() : null;
    if (resumedMs !== null) watch.resumed(resumedMs);
    return watch.biography();
  }

  /** The managing tool looks, or is not woken at all. */
  private manage(atMs: number): void {
    const manager = this.manager!;
    const ordered = manager.look(atMs, this.accounts.state.syncs, () => this.moment(atMs));
    this.clock.nextLookMs = manager.nextLookMs(atMs);
    if (ordered === null) return;
    this.recorder.management.push(ordered.decision);
    for (const change of ordered.changes) this.execute(change, atMs);
  }

  private moment(atMs: number): MonitorMoment {
    const { state } = this.accounts;
    const { admission } = this.tracking;
    const { status, vmRunning, completing } = state;
    const runState = completing
      ? isUnderWay(status)
        ? 'finish-migrate'
        : 'postmigrate'
      : vmRunning
        ? 'running'
        : 'paused';
    return {
      status,
      runState,
      queryMigrate: queryMigrate(this.release, this.layout, state, this.accounts.counters(), admission, atMs),
      infoMigrate: '',
      admission,
    };
  }

  private act(action: Action, atMs: number): void {
    if ('fault' in action) return this.thread.fail(atMs, 'Unable to write to socket: Broken pipe');
    this.execute(action, atMs);
  }

  private execute(action: RunAction, atMs: number): void {
    const { thread } = this;
    const answer = (error: string | null): void => {
      if (error !== null) this.recorder.log.push({ atMs, level: 'error', text: error });
    };
    switch (action.execute) {
      case 'migrate_cancel':
        return answer(thread.cancel(atMs));
      case 'migrate-start-postcopy':
        return answer(thread.wantPostcopy());
      case 'migrate-recover':
        return answer(thread.listenAgain());
      case 'migrate':
        return answer(thread.resumePostcopy(atMs));
      case 'migrate-set-parameters':
        return thread.setParameters(action.arguments);
      case 'stop':
        return thread.stopGuest(atMs);
      case 'cont':
        return answer(thread.continueGuest(atMs));
      case 'migrate-continue':
        return answer(this.switchover.resume(atMs));
    }
  }

  /** When the guest began to run on the destination; null when it does not. */
  private destinationResumedMs(): number | null {
    const { state } = this.accounts;
    if (state.postcopy !== null) return state.postcopy.guest.resumedMs < Infinity ? state.postcopy.resumeMs : null;
    const isThere = this.finished && state.ending === 'completed' && state.stoppedByCompletion;
    return isThere ? this.switchover.destinationRunsMs() : null;
  }

  private endIfDone(): void {
    if (!this.finished) return;
    const { state } = this.accounts;
    this.clock.nowMs = state.endMs!;
    this.recorder.outcome ??= this.outcome(state);
  }

  private outcome(state: ThreadState): Outcome {
    const counters = this.accounts.counters();
    const endMs = state.endMs!;
    const completed = state.ending === 'completed';
    const resumedMs = this.destinationResumedMs();
    const postcopy = postcopyOutcome(state, resumedMs);
    const audit = auditPages(this.planes, this.layout, completed, endMs, postcopy !== null);
    const result = {
      ...counters,
      status: state.ending,
      totalTimeMs: Math.floor(endMs),
      setupTimeMs: state.setupTimeMs ?? 0,
      downtimeMs: completed ? Math.floor(state.downtimeEndMs ?? endMs) - Math.floor(state.downtimeStartMs) : null,
      guestPauseMs: resumedMs === null ? null : resumedMs - state.vcpuStopMs,
      postcopy,
      endMs,
      audit,
      digest: digestOf(
        this.ram.state.hash,
        counters.streamBytes,
        counters.normalPages,
        counters.remainingPages,
        audit.stalePages,
      ),
    };
    const devicesPendingBytes = this.recorder.decisions.items.at(-1)?.devicePendingBytes ?? 0;
    const verdict = verdictOf(
      { ...result, error: state.error, devicesPendingBytes },
      this.asCommanded(),
      this.tracking,
    );
    return { ...result, verdict };
  }

  /** The scenario with what the managing tool set before and while it ran. */
  private asCommanded(): Scenario {
    if (!this.manager) return this.scenario;
    const { scenario } = this.manager;
    // What was set before `migrate` stands in the manager's scenario already.
    const set = this.recorder.management.items.flatMap(({ atMs, beforeMigrate, acted, commands }) =>
      acted && !beforeMigrate ? commands.flatMap((command) => setBy(command, atMs)) : [],
    );
    return { ...scenario, actions: [...this.actions, ...set].toSorted((a, b) => a.atMs - b.atMs) };
  }

  private stateNow(): Omit<Keyframe, 'words'> {
    return {
      clock: { ...this.clock },
      thread: this.accounts.snapshot(),
      ram: { ...this.ram.state },
      encoding: this.ram.copyEncoding(),
      writers: copyWritersState(this.writers.state),
      random: this.randomStates().map((state) => state.slice()),
      mark: this.recorder.mark(),
      manager: this.manager?.state ?? null,
    };
  }

  private randomStates(): Uint32Array[] {
    return [...this.writers.randomStates(), ...(this.postcopy?.randomStates() ?? [])];
  }

  private restore(keyframe: Keyframe | null): void {
    const frame = keyframe ?? this.beginning;
    this.ram.chunks?.forget();
    if (keyframe) this.ram.words.set(keyframe.words);
    else this.ram.reset(this.scenario.guest);
    this.clock = { ...frame.clock };
    this.ram.costs = this.costsAfter(this.clock.nextLinkChange);
    this.accounts.restore(frame.thread);
    this.ram.state = { ...frame.ram };
    this.ram.restoreEncoding(frame.encoding);
    this.writers.state = copyWritersState(frame.writers);
    this.randomStates().forEach((state, i) => {
      state.set(frame.random[i]!);
    });
    this.recorder.rewind(frame.mark);
    if (this.manager) this.manager.state = frame.manager!;
    if (!keyframe) this.start();
  }
}

function postcopyOutcome(state: ThreadState, resumedMs: number | null): PostcopyOutcome | null {
  const run = state.postcopy;
  if (run === null || run.stage === 'switching') return null;
  const { vcpus, blocktimeMs, latencies, longestWaitMs } = run.guest;
  return {
    stoppedMs: state.vcpuStopMs,
    resumedMs,
    discardedPages: run.discardedPages,
    lostPages: run.lostPages,
    requests: run.requests,
    blocktimeMs,
    vcpuBlocktimeMs: vcpus.map((vcpu) => vcpu.blocktimeMs),
    vcpuWaitedMs: vcpus.map(({ waitedMs }) => waitedMs),
    latencyBoundsMs: LATENCY_BOUNDS_MS,
    latencies: [...latencies],
    longestWaitMs,
  };
}

/** A command of the managing tool as an action, if it sets parameters. */
const setBy = ({ execute, arguments: set, error }: ManagementCommand, atMs: number): Action[] =>
  execute === 'migrate-set-parameters' && error === null
    ? [{ atMs, execute, arguments: set as Partial<MigrationParameters> }]
    : [];

const isCont = (action: Action): boolean => 'execute' in action && action.execute === 'cont';

/** A run from `migrate` to its end. */
export function simulate(scenario: Scenario, options?: SimulationOptions): Simulation {
  const simulation = new Simulation(scenario, options);
  simulation.runToEnd();
  return simulation;
}

/** Where the simulation stands in time, and what is the next of each kind to come. */
interface Clock {
  nowMs: number;
  nextTick: number;
  nextAction: number;
  nextLinkChange: number;
  /** When the managing tool is looked after next, `Infinity` without one. */
  nextLookMs: number;
}

const linkChangesOf = ({ link }: Scenario): readonly LinkChange[] =>
  link.kind === 'wire' ? (link.changes ?? []).toSorted((a, b) => a.atMs - b.atMs) : [];

/** Everything that changes in a run at one instant. */
interface Keyframe {
  readonly clock: Clock;
  readonly thread: ThreadState;
  readonly ram: RamState;
  readonly encoding: EncodingCopy | null;
  readonly writers: WritersState;
  readonly random: readonly Uint32Array[];
  readonly mark: readonly number[];
  readonly manager: ManagerState | null;
  readonly words: Uint32Array;
}

/** Keyframes at even distances; when there are too many every other goes and the distance doubles. */
class Keyframes {
  private frames: Keyframe[] = [];
  private distanceMs = 64;
  private nextMs = 64;
  private readonly most: number;
  /** @param most below 4 none are kept */
  constructor(most: number) {
    this.most = Math.min(most, 256);
    if (this.most < 4) this.nextMs = Infinity;
  }
  due(nowMs: number): boolean {
    return nowMs >= this.nextMs;
  }
  add(frame: Keyframe): void {
    this.frames.push(frame);
    if (this.frames.length > this.most) {
      this.frames = this.frames.filter((_, i) => i % 2 === 1);
      this.distanceMs *= 2;
    }
    this.nextMs = frame.clock.nowMs + this.distanceMs;
  }
  lastBefore(ms: number): Keyframe | null {
    return this.frames.findLast((frame) => frame.clock.nowMs <= ms) ?? null;
  }
}

/** RAM with the loop that sends its pages: chosen here, once. */
function newRam(
  scenario: Scenario,
  layout: RamLayout,
  logs: readonly DeviceLog[],
  costs: SendCosts,
  shared: boolean,
  release: Release,
): RamMigration {
  const { xbzrle, compress, multifd } = scenario.capabilities;
  if (multifd) return new MultifdRam(scenario, layout, logs, costs, shared, release);
  if (xbzrle || compress) return new EncodedRam(scenario, layout, logs, costs, shared);
  return new RamMigration(scenario, layout, logs, costs, shared);
}
