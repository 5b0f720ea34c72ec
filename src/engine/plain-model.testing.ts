import { GIB, PAGE_BYTES } from '../units.ts';
import { createWriter, MAX_BATCH, type Writer } from './guest/workloads.ts';
import { HOST_COSTS, type HostCosts, SETUP_BYTES } from './link/host-costs.ts';
import {
  blockNameBytes,
  EOS_BYTES,
  NORMAL_PAGE_BYTES,
  SECTION_FOOTER_BYTES,
  SECTION_HEADER_BYTES,
  ZERO_PAGE_BYTES,
} from './link/wire.ts';
import { nonzeroSlots, type RamBlock, ramLayout } from './memory/ram-blocks.ts';
import { PlainDevice } from './plain-device.testing.ts';
import { type PlainAdmission, type PlainContainer, plainAdmission, releaseNumber } from './plain-devices.testing.ts';
import { PlainEncoder } from './plain-encoding.testing.ts';
import { Broken, PlainPostcopy } from './plain-postcopy.testing.ts';
import type {
  Counters,
  DecisionRecord,
  IterationRecord,
  MigrationStatus,
  RunStatus,
  SyncRecord,
  WindowRecord,
} from './record.ts';
import type { Action, LinkChange, MigrationParameters, Scenario } from './scenario.ts';

/** What the plain model knows of a run, in the words of `record.ts`. Page lists are indexed by slot. */
export interface PlainRun {
  readonly status: RunStatus;
  readonly admission: PlainAdmission;
  readonly counters: Counters;
  readonly syncs: readonly Omit<SyncRecord, 'digest'>[];
  readonly decisions: readonly DecisionRecord[];
  readonly windows: readonly WindowRecord[];
  readonly totalTimeMs: number;
  readonly setupTimeMs: number;
  readonly downtimeMs: number | null;
  readonly guestPauseMs: number | null;
  readonly endMs: number;
  /** Writes to each page since `migrate`. */
  readonly sourceVersions: readonly number[];
  /** The version last sent; null for a page never sent, and for padding. */
  readonly destinationVersions: readonly (number | null)[];
  readonly timesSent: readonly number[];
  readonly mustBeSent: ReadonlySet<number>;
  /** Slots whose versions differ after a completed migration. */
  readonly corrupt: readonly number[];
  /** Null unless the guest has moved by post-copy. */
  readonly postcopy: PlainPostcopyRun | null;
}
export interface PlainPostcopyRun {
  readonly discarded: readonly number[];
  /** Pages that a CPU of the destination waits for at the end. */
  readonly requested: readonly number[];
  readonly missing: readonly number[];
  readonly lostPages: number;
  readonly requests: number;
  readonly blocktimeMs: number;
  readonly vcpuBlocktimeMs: readonly number[];
  readonly vcpuWaitedMs: readonly number[];
  /** Of all waits that are over, in the order in which they were. */
  readonly waitsMs: readonly number[];
}

/**
 * Test support: the whole run once more, naively and page by page, written from the semantics sheet (1.3 to 1.10, 2.3
 * to 2.8, 5.5, 6.2) and the time model of docs/model.md. One straight thread of control; whatever strikes it from
 * outside is thrown through it.
 */
export function plainRun(scenario: Scenario): PlainRun {
  return new PlainModel(scenario).run();
}

const NOTHING = (): void => {};

/** What QEMU spins away when it had nothing to send. */
const IDLE_MS = 5;

/** The migration thread leaves its loop. */
class Left extends Error {
  readonly ending: RunStatus;
  constructor(ending: RunStatus) {
    super(ending);
    this.ending = ending;
  }
}

class PlainModel {
  readonly scenario: Scenario;
  readonly blocks: readonly RamBlock[];
  readonly host: HostCosts;
  nowMs = 0;
  nextTick = 1;
  readonly actions: Action[];
  /** Changes of the link's speed that are still to come, and the speed as it is; null: as fast as the host can. */
  readonly linkChanges: LinkChange[];
  linkSpeed: number | null;
  /** Told of a change before the new speed holds, by what is on its way. */
  beforeLinkChange: () => void = NOTHING;

  /** 702 for 7.2. */
  readonly release: number;
  readonly admission: PlainAdmission;
  readonly vcpus: readonly Writer[];
  readonly devices: readonly PlainDevice[];
  readonly source: number[];
  readonly destination: (number | null)[];
  /** Of the writes to each page, those of devices. */
  readonly dmaVersions: number[];
  readonly encoder: PlainEncoder;
  readonly timesSent: number[];
  readonly zeroAtMigrate: boolean[];
  readonly bitmap = new Set<number>();
  /** What the trackers report at the next sync. */
  readonly vcpuLog = new Set<number>();
  /** Of that, where KVM's log is cleared by chunk, what the last sync reported and nobody has cleared. */
  readonly reported = new Set<number>();
  readonly unclearedChunks = new Set<string>();
  /** One a container. */
  readonly dmaLogs: readonly Set<number>[];
  /** One a container: pages that it reports at every sync. */
  readonly reportedAnyway: readonly ReadonlySet<number>[];
  /** Pages written since they were sent, by whoever is asked at every sync: to name who dirtied a page. */
  readonly vcpuSinceSend = new Set<number>();
  readonly dmaSinceSend = new Set<number>();
  readonly cursor = { block: 0, page: 0 };
  lastSentBlock = -1;
  /** multifd: pages that wait for the packet to leave, true for a zero page. */
  readonly packet: { block: number; zeros: boolean[] } = { block: -1, zeros: [] };

  status: MigrationStatus = 'none';
  vmRunning: boolean;
  vcpuStopMs: number;
  /** Milliseconds that the CPUs have run. */
  vcpuRanMs = 0;
  /** Ten-thousandths of a ms on top of the whole ones, from 0 to 9,999. */
  vcpuRanRest = 0;
  throttle = 0;
  highPeriods = 0;
  /** dirty-limit in service: its period, what entered the rings in it, and what a full ring costs. */
  limit: PlainLimit | null = null;
  /** Free pages are being reported: since when, and how many of them have been. */
  hinting: { fromMs: number; done: number } | null = null;
  /** Pages in the rings; sleep owed by each CPU, ten-thousandths of a ms. */
  readonly rings = new Set<number>();
  owed = 0;
  /** When the extra sync of 9.2 is due, while the guest runs; what was left until then when it was stopped. */
  extraSyncMs = Infinity;
  extraSyncRestMs = 0;
  syncsAtExtra = 0;
  completing = false;
  stoppedByCompletion = false;
  downtimeStartMs = 0;
  continued = false;
  /** Post-copy: somebody asked for it; it has been decided on; a request has woken the source. */
  wanted = false;
  postcopy: PlainPostcopy | null = null;
  urgent = false;
  downtimeEndMs: number | null = null;
  limitMs: number;
  /** The limit in force when the last window closed. */
  windowLimitMs: number;
  maxBandwidth: number;
  maxPostcopyBandwidth: number;
  availBandwidth: number;
  window = { startMs: 0, bytes: 0, bytes0: 0, pages0: 0 };
  closed: WindowRecord | null = null;
  period = { startMs: -1, dirtyPages: 0, bytes0: 0 };
  knobs: MigrationParameters;
  remainingAtLastSync = 0;
  setupTimeMs = 0;
  readonly count: { -readonly [Name in keyof Counters]: Counters[Name] };
  readonly syncs: Omit<SyncRecord, 'digest'>[] = [];
  readonly decisions: DecisionRecord[] = [];
  readonly windows: WindowRecord[] = [];

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.host = HOST_COSTS[scenario.host];
    const { guest, devices, seed, qemu, parameters } = scenario;
    const layout = ramLayout(scenario);
    this.blocks = layout.blocks;
    this.actions = scenario.actions.toSorted((a, b) => a.atMs - b.atMs);
    const { link } = scenario;
    this.linkSpeed = link.kind === 'wire' ? link.bytesPerSecond : null;
    this.linkChanges = link.kind === 'wire' ? (link.changes ?? []).toSorted((a, b) => a.atMs - b.atMs) : [];
    this.source = Array<number>(layout.slots).fill(0);
    this.destination = Array<number | null>(layout.slots).fill(null);
    this.timesSent = Array<number>(layout.slots).fill(0);
    this.dmaVersions = Array<number>(layout.slots).fill(0);
    this.encoder = new PlainEncoder(scenario, () => this.byteMs());
    this.zeroAtMigrate = Array<boolean>(layout.slots).fill(true);
    for (const [from, to] of nonzeroSlots(guest, layout)) this.zeroAtMigrate.fill(false, from, to);
    for (const slot of this.everySlot()) this.bitmap.add(slot);
    if (this.clearsByChunk()) for (const slot of this.everySlot()) this.vcpuLog.add(slot);
    const first = layout.ram.firstSlot;
    const awake = !guest.stoppedBeforeMigrate;
    this.release = releaseNumber(qemu.release);
    this.admission = plainAdmission(scenario);
    this.vcpus = guest.workloads.map((workload, i) => createWriter(workload, first, seed, i));
    this.devices = devices.map(
      (device, i) => new PlainDevice(device, this.release, awake, { slot: first, seed, number: 1000 + i }),
    );
    this.dmaLogs = this.admission.containers.map(() => new Set<number>());
    this.reportedAnyway = this.admission.containers.map((each) => this.reportedBy(each));
    this.vcpuStopMs = awake ? Infinity : 0;
    this.vmRunning = awake;
    this.limitMs = parameters['downtime-limit'];
    this.windowLimitMs = this.limitMs;
    this.maxBandwidth = parameters['max-bandwidth'];
    this.maxPostcopyBandwidth = parameters['max-postcopy-bandwidth'];
    this.availBandwidth = parameters['avail-switchover-bandwidth'];
    this.knobs = parameters;
    this.count = {
      transferredBytes: 0,
      precopyBytes: 0,
      downtimeBytes: 0,
      postcopyBytes: 0,
      postcopyRequests: 0,
      ramRunningBytes: 0,
      ramStoppedBytes: 0,
      normalPages: 0,
      duplicatePages: 0,
      redundantPages: 0,
      hintedPages: 0,
      dirtySyncCount: 0,
      remainingPages: layout.totalPages,
      streamBytes: 0,
      vfioBytes: 0,
      multifdBytes: 0,
      multifdPackets: 0,
      multifdSyncs: 0,
      iterateCalls: 0,
      thresholdBytes: 0,
      bandwidthBytesPerMs: 0,
      expectedDowntimeMs: this.limitMs,
      dirtyPagesRate: 0,
      pagesPerSecond: 0,
      mbps: 0,
      vcpuWrites: 0,
      dmaWrites: 0,
      xbzrle: null,
      compression: null,
    };
  }

  run(): PlainRun {
    let status: RunStatus = 'completed';
    try {
      if (this.admission.ending !== null) throw new Left(this.admission.ending);
      this.migrationThread();
    } catch (left) {
      if (!(left instanceof Left)) throw left;
      status = left.ending;
    }
    const { source, destination } = this;
    const endMs = this.nowMs;
    const completed = status === 'completed';
    const resumeMs = endMs + (this.returnPath() ? 0 : this.destinationLoadMs());
    const moved = this.postcopy?.moved ? this.postcopy : null;
    const downtimeEndMs = this.downtimeEndMs ?? endMs;
    const pausedTillMs = this.postcopy
      ? (moved?.startedMs ?? null)
      : completed && this.stoppedByCompletion
        ? resumeMs
        : null;
    return {
      status,
      admission: this.admission,
      counters: this.counters(),
      syncs: this.syncs,
      decisions: this.decisions,
      windows: this.windows,
      totalTimeMs: Math.floor(endMs),
      setupTimeMs: this.setupTimeMs,
      downtimeMs: completed ? Math.floor(downtimeEndMs) - Math.floor(this.downtimeStartMs) : null,
      guestPauseMs: pausedTillMs === null ? null : pausedTillMs - this.vcpuStopMs,
      endMs,
      sourceVersions: source,
      destinationVersions: destination,
      timesSent: this.timesSent,
      mustBeSent: this.bitmap,
      corrupt: completed
        ? [...this.everySlot()].filter((slot) => destination[slot] !== source[slot] && !this.isFree(slot))
        : [],
      postcopy: moved && {
        discarded: sorted(moved.discarded),
        requested: sorted(new Set(moved.vcpus.flatMap(({ waits }) => waits?.slot ?? []))),
        missing: sorted(this.bitmap),
        lostPages: moved.lostPages,
        requests: this.count.postcopyRequests,
        blocktimeMs: moved.blocktimeMs,
        vcpuBlocktimeMs: moved.vcpus.map(({ blocktimeMs }) => blocktimeMs),
        vcpuWaitedMs: moved.vcpus.map(({ waitedMs }) => waitedMs),
        waitsMs: moved.waits,
      },
    };
  }

  /** Sheet 1.3. */
  migrationThread(): void {
    this.status = 'setup';
    this.wait(this.fast() ? 0 : this.host.setupMs);
    this.put(SETUP_BYTES);
    if (this.multifd()) this.multifdSync();
    this.sync(() => {
      if (this.release < 902 || !this.scenario.capabilities['auto-converge']) return;
      if (this.vmRunning) this.extraSyncMs = this.nowMs + 5000;
      else this.extraSyncRestMs = 5000;
    });
    for (const device of this.devices) if (!device.setUp(this.vmRunning, this.nowMs)) throw new Left('failed');
    this.status = 'active';
    this.setupTimeMs = Math.floor(this.nowMs);
    for (;;) {
      try {
        this.loop();
        return;
      } catch (broken) {
        if (!(broken instanceof Broken)) throw broken;
        this.postcopy!.repair();
      }
    }
  }

  loop(): void {
    for (;;) {
      if (this.urgent || !this.windowExceeded()) {
        const next = this.iterationRun();
        if (next === 'break') break;
        if (next === 'skip') continue;
      }
      this.rateLimit();
    }
    if (this.postcopy) {
      this.put(SECTION_HEADER_BYTES);
      this.postcopy.finish();
    } else this.completion();
  }

  windowExceeded(): boolean {
    const limit = this.windowLimit();
    return limit > 0 && this.window.bytes > limit;
  }
  /** 0 means no limit. */
  windowLimit(): number {
    return Math.trunc((this.postcopy ? this.maxPostcopyBandwidth : this.maxBandwidth) / 10);
  }

  /** Sheet 1.4. */
  rateLimit(): void {
    const now = Math.floor(this.nowMs);
    this.updateCounters(now);
    if (!this.windowExceeded()) return;
    const { link } = this.scenario;
    const sleepMs = this.window.startMs + 100 - now;
    const lateMs = link.kind === 'fast' ? link.windowMs - 100 : this.host.wakeLateMs;
    if (this.postcopy) this.sleep(this.postcopy, sleepMs, lateMs);
    else this.wait(sleepMs, lateMs);
  }
  /** In post-copy a request wakes the source. */
  sleep(postcopy: PlainPostcopy, sleepMs: number, lateMs: number): void {
    const fromMs = this.nowMs;
    const wakeMs = (): number => Math.max(fromMs, Math.min(fromMs + sleepMs + lateMs, postcopy.wakeMs()));
    while (this.isBefore(wakeMs())) this.nextEvent();
    this.nowMs = wakeMs();
    this.urgent = postcopy.wake();
  }

  /** Sheet 1.5 and 1.6. */
  updateCounters(now: number): void {
    const { window, count } = this;
    if (now < window.startMs + 100) return;
    const transferred = count.streamBytes - window.bytes0;
    const timeSpent = now - window.startMs;
    const bandwidth = transferred / timeSpent;
    const pages = count.normalPages + count.duplicatePages + this.encoder.pages;
    this.closed = {
      atMs: this.nowMs,
      transferredBytes: transferred,
      timeSpentMs: timeSpent,
      bandwidthBytesPerMs: bandwidth,
      thresholdBytes: Math.trunc(this.switchoverBandwidth(bandwidth) * this.limitMs),
      previousThresholdBytes: count.thresholdBytes,
    };
    this.windows.push(this.closed);
    this.windowLimitMs = this.limitMs;
    count.bandwidthBytesPerMs = bandwidth;
    count.thresholdBytes = this.closed.thresholdBytes;
    count.mbps = (transferred * 8) / (timeSpent / 1000) / 1e6;
    count.pagesPerSecond = Math.trunc((pages - window.pages0) / (timeSpent / 1000));
    if (count.dirtyPagesRate !== 0 && transferred > 10_000) {
      count.expectedDowntimeMs = Math.trunc(this.remainingAtLastSync / this.switchoverBandwidth(bandwidth));
    }
    this.window = { startMs: now, bytes: 0, bytes0: count.streamBytes, pages0: pages };
  }

  /** From 8.2 on somebody may state it. */
  switchoverBandwidth(measured: number): number {
    return this.release >= 802 && this.availBandwidth !== 0 ? Math.trunc(this.availBandwidth / 1000) : measured;
  }

  /** Sheet 1.7; what the rule says comes first (6.2). */
  iterationRun(): 'resume' | 'break' | 'skip' {
    const { count } = this;
    this.urgent = false;
    this.counted();
    const { policy, bandwidth } = this.policyNow();
    const compared = {
      sequence: this.decisions.length,
      atMs: this.nowMs,
      vmRunning: this.vmRunning,
      windowBytes: this.window.bytes,
      windowLimitBytes: this.windowLimit() || Infinity,
      window: this.closed,
      thresholdBytes: count.thresholdBytes,
      bandwidthBytesPerMs: count.bandwidthBytesPerMs,
      remainingBeforeBytes: this.remainingBytes(),
      policy,
      policyBandwidthBytesPerMs: bandwidth,
      postcopyWanted: this.wanted,
    };
    this.closed = null;
    const syncs = this.syncs.length;
    const asked =
      policy === 'complete' || policy === 'fail' ? this.estimatesNow() : this.pendingOrStruck(compared.window);
    const sync = this.syncs.length > syncs ? syncs : null;
    const devicePendingBytes = asked.devices.reduce((sum, bytes) => sum + bytes, 0);
    const pendingBytes = this.remainingBytes() + devicePendingBytes;
    const canSwitchover = this.canSwitchover();
    const may = policy === 'none' && canSwitchover;
    const moves = may && this.wanted && !this.postcopy && devicePendingBytes <= count.thresholdBytes;
    const completes = policy === 'complete' || (may && this.isBelow(pendingBytes, count.thresholdBytes));
    // 10.1 asks whether to move first, all others whether to complete
    const next = moves && this.release >= 1001 ? 'postcopy' : completes ? 'complete' : moves ? 'postcopy' : 'iterate';
    const outcome = policy === 'fail' ? 'fail' : next;
    const iteration = outcome === 'iterate' ? this.newIteration() : null;
    try {
      if (iteration) this.saveIterate(iteration);
    } finally {
      this.decisions.push({
        ...compared,
        sync,
        exact: asked.exact,
        devicesPendingBytes: asked.devices,
        devicePendingBytes,
        canSwitchover,
        pendingBytes,
        status: this.status,
        downtimeLimitMs: this.windowLimitMs,
        outcome,
        iteration: iteration && { ...iteration, endMs: this.nowMs },
      });
    }
    if (outcome === 'fail') throw new Left('failed');
    if (outcome === 'postcopy') {
      this.switchToPostcopy();
      return 'skip';
    }
    return outcome === 'iterate' ? 'resume' : 'break';
  }

  /** A manager who counts the syncs gives the command between two looks. */
  counted(): void {
    const { startAfterPasses } = this.scenario.postcopy;
    if (startAfterPasses === null || this.postcopy || !this.scenario.capabilities['postcopy-ram']) return;
    if (this.count.dirtySyncCount >= startAfterPasses) this.wanted = true;
  }

  /** Sheet 4.1: the guest stops here and, once its state and the list of pages to throw away have gone, runs there. */
  switchToPostcopy(): void {
    const { scenario, host } = this;
    const pauses = scenario.capabilities['pause-before-switchover'];
    this.wanted = false;
    this.postcopy = new PlainPostcopy(this, this.vcpus);
    if (!pauses && this.release < 1000) this.status = 'postcopy-active';
    this.stopAndPause(this.release < 1000 ? 'postcopy-active' : 'device');
    this.sendDevices();
    this.sync();
    const bytes = this.postcopy.discard();
    this.put(bytes);
    const finds = this.fast() ? 0 : host.discardMs;
    this.sendState(bytes, finds === 0 ? null : (Math.max(bytes, 1) * 1000) / finds);
    const stateBytes = host.otherStateBytes - host.descriptionBytes;
    this.put(stateBytes);
    this.sendState(stateBytes, null, this.fast() ? 0 : host.otherStateMs);
    this.status = 'postcopy-active';
    this.downtimeEndMs = this.nowMs;
    this.postcopy.moved = true;
    if (!this.stoppedByCompletion) return;
    this.postcopy.startsMs = this.nowMs + (this.fast() ? 0 : host.postcopyLoadMs) + this.devicesLoadMs();
    this.waitUntil(this.nowMs);
  }

  /** A look that is struck while it takes its time comes to no decision, and the window that closed before it stands in none. */
  pendingOrStruck(window: WindowRecord | null): { exact: boolean; devices: number[] } {
    try {
      return this.pendingNow();
    } catch (left) {
      if (window) this.windows.pop();
      throw left;
    }
  }

  /** C10, C11. In post-copy 10.1 waits until nothing is left. */
  isBelow(pending: number, threshold: number): boolean {
    if (this.postcopy && this.release >= 1001) return pending === 0;
    return this.release >= 1001 ? pending <= threshold : pending === 0 || pending < threshold;
  }

  /** C0. */
  policyNow(): { policy: DecisionRecord['policy']; bandwidth: number } {
    const look = this.admission.rule?.atLook ?? 'none';
    if (look === 'none' || look === 'complete' || look === 'fail') return { policy: look, bandwidth: 0 };
    const bandwidth = this.bandwidthForRule();
    if (bandwidth === null) return { policy: 'hold', bandwidth: 0 };
    const fits = this.mappedPages() * PAGE_BYTES <= bandwidth * this.windowLimitMs;
    return { policy: fits ? 'complete' : look === 'check and fail' ? 'fail' : 'hold', bandwidth };
  }
  /** Bytes a ms; null: not known. */
  bandwidthForRule(): number | null {
    switch (this.scenario.qemu.bandwidthSource) {
      case 'max-bandwidth':
        return this.maxBandwidth === 0 ? Infinity : this.maxBandwidth / 1000;
      case 'measured':
        return this.windows.at(-1)?.bandwidthBytesPerMs ?? null;
      case 'avail-switchover-bandwidth':
        return this.availBandwidth === 0 ? null : this.availBandwidth / 1000;
    }
  }
  /** Pages that devices may reach. */
  mappedPages(): number {
    return this.reachable([...this.devices.keys()]).size;
  }

  /** C4 to C8. RAM comes before the devices. */
  pendingNow(): { exact: boolean; devices: number[] } {
    const { devices, count, release } = this;
    const { thresholdBytes } = count;
    const looks = !this.postcopy;
    if (release < 800) {
      if (looks && this.remainingBytes() < thresholdBytes) this.sync();
      return { ...this.estimatesNow(), exact: true };
    }
    const estimates = this.estimatesNow();
    if (this.postcopy && release >= 1001) return estimates;
    const ofDevices = estimates.devices.reduce((sum, bytes) => sum + bytes, 0);
    const pending = ofDevices + this.remainingBytes();
    const must = this.scenario.capabilities['postcopy-ram'] ? ofDevices : pending;
    if (release < 900 ? must > thresholdBytes : pending >= thresholdBytes) return estimates;
    if (looks && (release >= 900 || this.remainingBytes() < thresholdBytes)) this.sync();
    return { exact: true, devices: devices.map((device) => device.exact(this.nowMs)) };
  }

  estimatesNow(): { exact: boolean; devices: number[] } {
    return { exact: false, devices: this.devices.map((device) => device.estimate(this.nowMs)) };
  }

  /** C9: the destination has all that it needs before the guest stops. */
  canSwitchover(): boolean {
    if (this.release < 801 || !this.scenario.capabilities['switchover-ack'] || !this.vmRunning) return true;
    return this.devices.every(({ acknowledged }) => acknowledged);
  }

  newIteration(): PlainIteration {
    return {
      endMs: 0,
      normalPages: 0,
      zeroPages: 0,
      redundantPages: 0,
      encodedPages: 0,
      deviceBytes: 0,
      ended: 'stopped',
    };
  }

  /** Sheet 2.6: RAM first. Until 8.2 the others have a turn only when RAM is done. */
  saveIterate(iteration: PlainIteration): void {
    this.put(SECTION_HEADER_BYTES);
    const before = this.count.streamBytes;
    const ended = this.postcopy ? this.postcopy.send(true, iteration) : this.sendPages(true, iteration);
    const sentBytes = this.count.streamBytes - before;
    this.countRamBytes(EOS_BYTES);
    this.count.iterateCalls++;
    this.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    const ms =
      this.release !== 800 && (this.release >= 900 || ended === 'drained') ? this.iterateDevices(iteration) : 0;
    this.wait(ended === 'drained' && this.isSpinning(iteration, sentBytes, ms) ? Math.max(ms, IDLE_MS) : ms);
    iteration.ended = ended;
  }

  /** Neither a page was there to send nor a whole chunk of devices; or all of RAM goes round in no time, and nothing keeps it from doing so again. */
  isSpinning(iteration: PlainIteration, sentBytes: number, deviceMs: number): boolean {
    if (iteration.normalPages + iteration.zeroPages + iteration.encodedPages === 0)
      return iteration.deviceBytes < 2 ** 20;
    const before = this.decisions.findLast(({ outcome }) => outcome === 'iterate')?.atMs ?? -1;
    return this.nowMs + deviceMs - before < 0.05 && (this.windowLimit() || Infinity) > 100 * sentBytes;
  }

  /** One turn of all is one step: whatever strikes from outside meanwhile comes after it. @returns how long it takes */
  iterateDevices(iteration: PlainIteration): number {
    let ms = 0;
    for (const device of this.devices) {
      if (this.windowExceeded()) break;
      const bytes = device.takeChunk(this.nowMs + ms);
      iteration.deviceBytes += bytes;
      ms += this.putDeviceBytes(device, bytes);
      if (this.release < 800 && device.hasMore(this.nowMs + ms)) break;
    }
    return ms;
  }

  /** @returns how long they take */
  putDeviceBytes({ spec }: PlainDevice, bytes: number): number {
    this.count.vfioBytes += bytes;
    this.put(bytes);
    const readMs = spec.saveBytesPerSecond === null ? 0 : (bytes * 1000) / spec.saveBytesPerSecond;
    return Math.max(bytes * this.byteMs(), readMs);
  }

  /** Sheet 1.8 and 1.9; the parts of the stop in the order of docs/model.md. */
  completion(): void {
    const { host } = this;
    this.stopAndPause('device');
    this.put(SECTION_HEADER_BYTES);
    this.sync();
    this.sendPages(false, this.newIteration());
    this.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    this.sendDevices();
    this.put(host.otherStateBytes);
    this.sendState(host.otherStateBytes, null, this.fast() ? 0 : host.otherStateMs);
    if (this.returnPath()) this.wait(this.destinationLoadMs());
  }

  /** @param after the status when the pause is over */
  stopAndPause(after: MigrationStatus): void {
    this.completing = true;
    this.downtimeStartMs = this.nowMs;
    if (this.vmRunning) this.stopForCompletion();
    if (!this.scenario.capabilities['pause-before-switchover']) return;
    this.status = 'pre-switchover';
    while (!this.continued) this.nextEvent();
    this.status = after;
  }

  sendDevices(): void {
    for (const device of this.devices) {
      if (device.failsBeforeSending()) throw new Left('failed');
      const bytes = device.rest(this.nowMs);
      device.sentBytes += bytes;
      this.count.vfioBytes += bytes;
      this.put(bytes);
      this.sendState(bytes, device.spec.saveBytesPerSecond);
    }
  }

  /** Post-copy cannot do without one. */
  returnPath(): boolean {
    const { capabilities } = this.scenario;
    return capabilities['return-path'] || capabilities['postcopy-ram'];
  }

  /**
   * State that goes while the guest stands still, byte by byte: what has not gone when the link changes goes at the new speed.
   * @param readBytesPerSecond how fast it can be read; null: at once
   */
  sendState(bytes: number, readBytesPerSecond: number | null, thenMs = 0): void {
    let left = bytes;
    let fromMs = this.nowMs;
    const readMs = readBytesPerSecond === null ? 0 : 1000 / readBytesPerSecond;
    const gone = (): number => (this.nowMs - fromMs) / Math.max(this.byteMs(), readMs);
    const reading = (): number => (readBytesPerSecond === null ? 0 : (left * 1000) / readBytesPerSecond);
    let overMs = (): number => fromMs + Math.max(left * this.byteMs(), reading()) + thenMs;
    this.beforeLinkChange = () => {
      if (left - gone() > 0) {
        left -= gone();
        fromMs = this.nowMs;
        return;
      }
      const endMs = overMs();
      overMs = () => endMs;
      this.beforeLinkChange = NOTHING;
    };
    while (this.nextEventMs() < overMs()) this.nextEvent();
    this.nowMs = overMs();
    this.beforeLinkChange = NOTHING;
  }

  /** The CPUs, then peer-to-peer DMA (8.2 on), then the devices, one after the other. */
  stopForCompletion(): void {
    this.stoppedByCompletion = true;
    this.vcpuStopMs = this.nowMs + (this.fast() ? 0 : this.host.vmStopMs);
    let atMs = this.vcpuStopMs;
    if (this.release >= 802) for (const { spec } of this.devices) if (spec.p2p) atMs += spec.p2pMs;
    for (const device of this.devices) {
      atMs += device.spec.stopMs;
      device.stop(atMs);
    }
    this.waitUntil(atMs);
    this.vmRunning = false;
  }

  /** Sheet 2.4. @param first what comes with the first one, before it has taken its time */
  sync(first: () => void = () => {}): void {
    this.look(this.syncMs());
    first();
    this.wait(this.syncMs());
  }

  look(syncMs: number): void {
    const { bitmap, vcpuLog, vcpuSinceSend, dmaSinceSend, count, period } = this;
    const atMs = this.nowMs;
    const remainingBeforePages = bitmap.size;
    let byVcpuPages = 0;
    let byDmaPages = 0;
    let allDirtyPages = 0;
    count.dirtySyncCount++;
    if (period.startMs < 0) period.startMs = Math.floor(atMs);
    const { containers } = this.admission;
    const asked = containers.map(({ deferred }) => !deferred || !this.vmRunning);
    const logs = this.dmaLogs.filter((_, i) => !containers[i]!.deferred);
    const lateLogs = this.dmaLogs.filter((_, i) => containers[i]!.deferred && asked[i]);
    const reported = this.reportedAnyway.filter((_, i) => asked[i]);
    const stands = (each: readonly ReadonlySet<number>[], slot: number): boolean =>
      each.some((pages) => pages.has(slot));
    for (const slot of this.everySlot()) {
      if (bitmap.has(slot)) continue;
      const dma = stands(logs, slot);
      if (dmaSinceSend.has(slot) || (dma && !vcpuSinceSend.has(slot))) byDmaPages++;
      else if (dma || vcpuLog.has(slot)) byVcpuPages++;
      else if (stands(lateLogs, slot)) byDmaPages++;
      else if (stands(reported, slot)) allDirtyPages++;
      else continue;
      bitmap.add(slot);
    }
    this.rings.clear();
    for (const log of [...logs, ...lateLogs, vcpuSinceSend, dmaSinceSend]) log.clear();
    if (this.clearsByChunk()) this.reportLog();
    else vcpuLog.clear();
    period.dirtyPages += byVcpuPages + byDmaPages + allDirtyPages;
    this.remainingAtLastSync = bitmap.size * PAGE_BYTES;
    const hints = this.vmRunning && this.scenario.guest.freePageHint && !this.scenario.capabilities['postcopy-ram'];
    this.hinting = hints ? { fromMs: atMs + syncMs, done: 0 } : null;
    const periodDirtyPages = period.dirtyPages;
    const endMs = Math.floor(atMs + syncMs);
    const periodClosed = endMs > period.startMs + 1000;
    const throttling = periodClosed ? this.autoConverge() : null;
    if (periodClosed) {
      count.dirtyPagesRate = Math.trunc((period.dirtyPages * 1000) / (endMs - period.startMs));
      this.period = { startMs: endMs, dirtyPages: 0, bytes0: this.counters().transferredBytes };
      this.encoder.endPeriod();
    }
    const found = { byVcpuPages, byDmaPages, allDirtyPages };
    const seen = { index: count.dirtySyncCount, atMs, vmStopped: !this.vmRunning, remainingBeforePages };
    const slowed = { throttling, throttlePercent: this.throttle, dirtyLimitMBps: this.limit?.quota ?? 0 };
    this.syncs.push({
      ...this.counters(),
      ...seen,
      ...found,
      periodDirtyPages,
      periodClosed,
      ...slowed,
      highDirtyCount: this.highPeriods,
    });
  }

  /** Sheet 2.3, L2. */
  clearsByChunk(): boolean {
    return this.scenario.guest.logClearing === 'by-chunk';
  }
  chunkOf(slot: number): string {
    const block = this.blocks.find(({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages)!;
    return `${block.name} ${Math.floor((slot - block.firstSlot) / 2 ** this.scenario.qemu['x-clear-bitmap-shift'])}`;
  }
  reportLog(): void {
    for (const slot of this.everySlot()) {
      this.unclearedChunks.add(this.chunkOf(slot));
      if (this.vcpuLog.has(slot)) this.reported.add(slot);
    }
  }
  /** Before the first page of a chunk goes, what was reported of it leaves the log. */
  clearChunkOf(slot: number): void {
    if (!this.clearsByChunk()) return;
    const chunk = this.chunkOf(slot);
    if (!this.unclearedChunks.delete(chunk)) return;
    for (const each of this.reported) {
      if (this.chunkOf(each) !== chunk) continue;
      this.reported.delete(each);
      this.vcpuLog.delete(each);
    }
  }

  /** Sheet 3.1. From 8.1 on periods are counted also while it is off, to no effect. */
  autoConverge(): SyncRecord['throttling'] {
    const on = this.scenario.capabilities['auto-converge'];
    const limits = this.scenario.capabilities['dirty-limit'];
    if (!on && !limits && this.release < 801) return null;
    const { knobs, period } = this;
    const dirtyBytes = period.dirtyPages * PAGE_BYTES;
    const sent = this.counters().transferredBytes - period.bytes0;
    const limitBytes = Math.trunc((sent * knobs['throttle-trigger-threshold']) / 100);
    const fromPercent = this.throttle;
    const told = (reason: 'off' | 'low' | 'counted' | 'step') => ({ reason, dirtyBytes, limitBytes, fromPercent });
    if (!(dirtyBytes > limitBytes)) return told('low');
    this.highPeriods++;
    if (this.highPeriods < 2) return told('counted');
    this.highPeriods = 0;
    if (limits) {
      const quota = knobs['vcpu-dirty-limit'];
      const periodMs = knobs['x-vcpu-dirty-limit-period'];
      this.limit ??= { quota, untilMs: this.nowMs + periodMs, periodMs, pages: 0, sleepUs: 0, mostRate: 0 };
      this.limit.quota = quota;
      return told('step');
    }
    if (!on) return told('off');
    if (this.throttle === 0) this.throttle = knobs['cpu-throttle-initial'];
    else {
      let step = knobs['cpu-throttle-increment'];
      if (knobs['cpu-throttle-tailslow']) {
        const now = 100 - this.throttle;
        step = Math.min(now - Math.trunc((now * limitBytes) / dirtyBytes), step);
      }
      this.throttle = Math.min(this.throttle + step, knobs['max-cpu-throttle']);
    }
    return told('step');
  }

  /** Sheet 3.1, 9.2 on: every 5 s of the guest's time, if nobody has looked since the last time. */
  extraSync(): void {
    if (this.count.dirtySyncCount > 1 && this.count.dirtySyncCount === this.syncsAtExtra) this.look(0);
    this.syncsAtExtra = this.count.dirtySyncCount;
    this.extraSyncMs += 5000;
  }
  /** softmmu/dirtylimit.c: what each CPU dirtied in a period, and how long it sleeps from now on when its ring is full. */
  limitPeriod(limit: PlainLimit): void {
    this.rings.clear();
    const { vcpus, dirtyRingSize } = this.scenario.guest;
    const perCpu = Math.floor(limit.pages / vcpus);
    const rate = Math.floor(Math.floor((perCpu * 1000) / 256) / limit.periodMs);
    if (rate < limit.quota - 25 || rate > limit.quota + 25) {
      limit.mostRate = Math.max(limit.mostRate, rate);
      const fullUs = limit.mostRate === 0 ? 0 : Math.floor((Math.floor(dirtyRingSize / 256) * 1e6) / limit.mostRate);
      const higher = Math.max(rate, limit.quota);
      const apart = Math.floor((Math.abs(rate - limit.quota) * 100) / higher);
      const change = apart > 50 ? Math.floor((fullUs * apart) / (100 - apart)) : Math.floor(fullUs / 10);
      limit.sleepUs += rate > limit.quota ? change : -change;
      if (limit.sleepUs > 99 * fullUs) limit.sleepUs = 99 * fullUs;
      if (limit.sleepUs < 0 || rate === 0) limit.sleepUs = 0;
    }
    limit.pages = 0;
    limit.periodMs = this.knobs['x-vcpu-dirty-limit-period'];
    limit.untilMs += limit.periodMs;
  }
  nextExtraMs(): number {
    return this.completing ? Infinity : this.extraSyncMs;
  }

  /** What a container reports at a sync whether it was written or not. */
  reportedBy({ reports, members }: PlainContainer): ReadonlySet<number> {
    if (reports === 'every') return this.reachable(members);
    return reports === 'pinned' ? this.regionsOf(members) : new Set();
  }
  /** What is mapped for these devices: all, unless a vIOMMU maps no more than they need. */
  reachable(devices: readonly number[]): ReadonlySet<number> {
    return this.scenario.qemu.viommu ? this.regionsOf(devices) : new Set(this.everySlot());
  }
  regionsOf(devices: readonly number[]): ReadonlySet<number> {
    const { ram } = ramLayout(this.scenario);
    const slots = new Set<number>();
    if (!this.blocks.some(({ name }) => name === ram.name)) return slots;
    for (const i of devices) {
      const { dma } = this.scenario.devices[i]!;
      if (dma.kind === 'none') continue;
      for (let page = 0; page < dma.region.pages; page++) slots.add(ram.firstSlot + dma.region.startPage + page);
    }
    return slots;
  }

  /**
   * Sends from the cursor on; `timed` sending obeys the window and the 50 ms limit (sheet 2.6). When a record starts
   * follows from the counts before it, added up in one order, so that rounding is the same wherever it is computed.
   */
  sendPages(timed: boolean, sent: PlainIteration): IterationRecord['ended'] {
    const { host } = this;
    const slower = (hostMs: number, bytes: number): number =>
      this.fast() ? 0 : Math.max(hostMs, bytes * this.byteMs());
    const pageBytes = this.multifd() ? PAGE_BYTES : NORMAL_PAGE_BYTES;
    const threadMs = this.scenario.pageCpuNs / 1e6 / this.threads();
    const packsZeros = this.multifd() && this.release >= 900;
    const syncsAfterPass = this.multifd() && this.release >= 801;
    const zeroMs = (): number => {
      if (!packsZeros) return slower(host.zeroPageMs, ZERO_PAGE_BYTES);
      return this.fast() ? 0 : host.zeroPageMs / this.threads();
    };
    const startMs = this.nowMs;
    // what went at the present speed, and since when
    let since = { atMs: startMs, newPages: 0, knownPages: 0, zeroPages: 0, nameBytes: 0, encodedMs: 0 };
    const leftMs = (): number =>
      since.atMs +
      since.newPages * slower(Math.max(host.newPageMs, threadMs), pageBytes) +
      since.knownPages * slower(Math.max(host.resentPageMs, threadMs), pageBytes) +
      since.zeroPages * zeroMs() +
      since.nameBytes * this.byteMs() +
      since.encodedMs;
    this.beforeLinkChange = () => {
      since = { atMs: leftMs(), newPages: 0, knownPages: 0, zeroPages: 0, nameBytes: 0, encodedMs: 0 };
    };
    let ended: IterationRecord['ended'];
    for (let unit = 0; ; ) {
      ended = this.beforePage(timed, leftMs());
      if (ended !== 'stopped') break;
      if (syncsAfterPass && this.noneDirtyAhead()) {
        since.nameBytes += this.multifdSync();
        this.cursor.block = 0;
        this.cursor.page = 0;
        continue;
      }
      const { block, slot } = this.takeNextDirty();
      this.clearChunkOf(slot);
      const zero = this.zeroAtMigrate[slot]! && this.source[slot] === 0;
      const packed = this.multifd() && (packsZeros || !zero);
      const entersBlock = !packed && block !== this.lastSentBlock;
      const dmaWrites = this.dmaVersions[slot]!;
      const page = { slot, dmaWrites, cpuWrites: this.source[slot]! - dmaWrites };
      const syncs = this.count.dirtySyncCount;
      const isNew = this.destination[slot] === null;
      const fate = zero || packed ? null : this.encoder.fate(page, syncs, timed, entersBlock, isNew);
      if (fate) since.encodedMs += fate.ms;
      if (fate?.kind === 'nowhere') {
        this.vcpuSinceSend.delete(slot);
        this.dmaSinceSend.delete(slot);
        continue;
      }
      let name = 0;
      if (entersBlock) {
        name = blockNameBytes(this.blocks[block]!.name);
        this.lastSentBlock = block;
        since.nameBytes += name;
      }
      if (zero) {
        this.encoder.zero(page, syncs);
        sent.zeroPages++;
        since.zeroPages++;
        this.count.duplicatePages++;
      } else if (fate?.kind === 'encoded') {
        this.encoder.named(name);
        sent.encodedPages++;
      } else {
        sent.normalPages++;
        this.count.normalPages++;
        if (isNew) since.newPages++;
        else since.knownPages++;
      }
      if (this.destination[slot] === this.source[slot]) {
        sent.redundantPages++;
        this.count.redundantPages++;
      }
      this.destination[slot] = this.source[slot]!;
      this.timesSent[slot]!++;
      this.vcpuSinceSend.delete(slot);
      this.dmaSinceSend.delete(slot);
      this.encoder.counted(timed);
      if (packed) {
        since.nameBytes += this.pack(block, zero);
      } else {
        const record = fate?.kind === 'encoded' ? fate.bytes : zero ? ZERO_PAGE_BYTES : NORMAL_PAGE_BYTES;
        this.put(name + record);
        this.countRamBytes(name + record);
      }
      if (timed && unit++ % 64 === 0 && leftMs() >= startMs + 51) {
        ended = '50 ms';
        break;
      }
    }
    if (this.multifd() && (!syncsAfterPass || ended === 'drained')) since.nameBytes += this.multifdSync();
    this.beforeLinkChange = NOTHING;
    this.waitUntil(leftMs());
    return ended;
  }

  multifd(): boolean {
    return this.scenario.capabilities.multifd;
  }
  threads(): number {
    return this.multifd() ? Math.min(this.scenario.sendCores, this.scenario.parameters['multifd-channels']) : 1;
  }
  /** Sheet 4.3: a page joins the packet, which holds pages of one block and leaves when it is full. @returns header bytes that left */
  pack(block: number, zero: boolean): number {
    const { packet } = this;
    let headers = 0;
    if (packet.zeros.length > 0 && packet.block !== block) headers += this.sendPacket();
    packet.block = block;
    packet.zeros.push(zero);
    if (packet.zeros.length === 128) headers += this.sendPacket();
    return headers;
  }
  sendPacket(): number {
    const { packet, count } = this;
    const pages = packet.zeros.filter((zero) => !zero).length;
    packet.zeros = [];
    count.multifdPackets++;
    this.overChannels(1344 + 4096 * pages);
    return 1344;
  }
  /** What is packed leaves, then one packet without pages on each channel. @returns header bytes that left */
  multifdSync(): number {
    const headers = this.packet.zeros.length > 0 ? this.sendPacket() : 0;
    const channels = this.scenario.parameters['multifd-channels'];
    this.count.multifdSyncs += channels;
    this.overChannels(1344 * channels);
    return headers + 1344 * channels;
  }
  overChannels(bytes: number): void {
    this.put(bytes);
    this.count.multifdBytes += bytes;
    this.countByGuest(bytes);
    this.count.transferredBytes += bytes;
  }
  /** The scan has to begin at the first page again. */
  noneDirtyAhead(): boolean {
    const { cursor, blocks, bitmap } = this;
    const firstSlot = blocks[cursor.block]!.firstSlot + cursor.page;
    return [...bitmap].every((slot) => slot < firstSlot);
  }

  /** Lets everything happen that comes before a page starts at `startMs`. @returns 'stopped' when the page may go */
  beforePage(timed: boolean, startMs: number): IterationRecord['ended'] {
    for (;;) {
      if (timed && this.windowExceeded()) return 'window';
      if (this.bitmap.size === 0) {
        this.encoder.beenRound();
        return 'drained';
      }
      if (this.nextEventMs() > startMs) return 'stopped';
      this.nextEvent();
    }
  }

  /** `find_dirty_block`: from the cursor to the end of its block, through the other blocks, and round. */
  takeNextDirty(): { block: number; slot: number } {
    const { cursor, blocks, bitmap } = this;
    for (;;) {
      const block = blocks[cursor.block]!;
      for (; cursor.page < block.pages; cursor.page++) {
        const slot = block.firstSlot + cursor.page;
        if (!bitmap.delete(slot)) continue;
        cursor.page++;
        return { block: cursor.block, slot };
      }
      cursor.page = 0;
      cursor.block = (cursor.block + 1) % blocks.length;
      if (cursor.block === 0) this.encoder.beenRound();
    }
  }

  wait(ms: number, andMs = 0): void {
    this.waitUntil(this.nowMs + ms + andMs);
  }
  /** What happens at `untilMs` itself comes after the step that was waited for. */
  waitUntil(untilMs: number): void {
    while (this.isBefore(untilMs)) this.nextEvent();
    this.nowMs = untilMs;
  }
  /** Whether something happens before a step at `untilMs`; the guest that starts at the destination does so at the same instant, too. */
  isBefore(untilMs: number): boolean {
    return this.nextEventMs() < untilMs || (this.postcopy?.startsMs ?? Infinity) <= untilMs;
  }

  nextActionMs(): number {
    return this.actions[0]?.atMs ?? Infinity;
  }

  nextLinkMs(): number {
    return this.linkChanges[0]?.atMs ?? Infinity;
  }
  nextEventMs(): number {
    const { nextTick, scenario } = this;
    return Math.min(
      this.postcopy?.startsMs ?? Infinity,
      this.nextLinkMs(),
      this.nextActionMs(),
      this.nextExtraMs(),
      this.limit?.untilMs ?? Infinity,
      nextTick,
      scenario.horizonMs,
    );
  }

  /** At one instant: the guest on the destination starts, the link, commands, then the extra sync, the limit's period, then writes, then the horizon. */
  nextEvent(): void {
    const atMs = this.nextEventMs();
    this.nowMs = Math.max(this.nowMs, atMs);
    if (this.postcopy?.startsMs === atMs) this.postcopy.start();
    else if (this.nextLinkMs() === atMs) {
      this.beforeLinkChange();
      this.linkSpeed = this.linkChanges.shift()!.bytesPerSecond;
    } else if (this.nextActionMs() === atMs) this.act(this.actions.shift()!);
    else if (this.nextExtraMs() === atMs) this.extraSync();
    else if (this.limit?.untilMs === atMs) this.limitPeriod(this.limit);
    else if (this.nextTick === atMs) this.tick(this.nextTick++);
    else throw new Left('not-converged');
  }

  act(action: Action): void {
    const moved = this.postcopy?.moved ? this.postcopy : null;
    if ('fault' in action) {
      if (!moved) throw new Left('failed');
      if (moved.channel === 'broken') return;
      throw new Broken();
    }
    switch (action.execute) {
      case 'migrate-start-postcopy':
        this.wanted ||= this.scenario.capabilities['postcopy-ram'];
        return;
      case 'migrate-recover':
        if (moved?.channel === 'broken') moved.listens = true;
        return;
      case 'migrate':
        if (moved?.channel === 'broken' && moved.listens) moved.channel = 'mending';
        return;
      case 'migrate_cancel':
        if (moved && this.release >= 1000) return;
        this.status = 'cancelling';
        throw new Left('cancelled');
      case 'migrate-continue':
        this.continued = this.status === 'pre-switchover';
        return;
      case 'stop':
        if (!this.vmRunning || this.completing) return;
        this.vmRunning = false;
        this.vcpuStopMs = action.atMs;
        this.extraSyncRestMs = this.extraSyncMs - action.atMs;
        this.extraSyncMs = Infinity;
        for (const device of this.devices) device.stop(action.atMs);
        return;
      case 'cont':
        if (this.vmRunning || this.completing) return;
        this.vmRunning = true;
        this.vcpuStopMs = Infinity;
        if (this.extraSyncRestMs > 0) this.extraSyncMs = action.atMs + this.extraSyncRestMs;
        for (const device of this.devices) device.cont(action.atMs);
        return;
      case 'migrate-set-parameters':
        this.knobs = { ...this.knobs, ...action.arguments };
        this.limitMs = action.arguments['downtime-limit'] ?? this.limitMs;
        this.maxBandwidth = action.arguments['max-bandwidth'] ?? this.maxBandwidth;
        this.encoder.resize(this.knobs['xbzrle-cache-size']);
        this.maxPostcopyBandwidth = action.arguments['max-postcopy-bandwidth'] ?? this.maxPostcopyBandwidth;
        this.availBandwidth = action.arguments['avail-switchover-bandwidth'] ?? this.availBandwidth;
    }
  }

  tick(tick: number): void {
    this.write(tick);
    this.reportFree(tick);
    this.postcopy?.tick(tick);
  }
  /** The writes of the millisecond before `tick`, by whoever has not stopped. */
  write(tick: number): void {
    if (tick < this.vcpuStopMs) {
      const before = this.vcpuRanMs + this.vcpuRanRest / 10_000;
      const rest = this.vcpuRanRest + (this.limit ? this.awake() : this.share());
      this.vcpuRanMs += Math.trunc(rest / 10_000);
      this.vcpuRanRest = rest % 10_000;
      const after = this.vcpuRanMs + this.vcpuRanRest / 10_000;
      for (const writer of this.vcpus) {
        this.count.vcpuWrites += this.writeBatch(writer, before, after, [this.vcpuLog, this.vcpuSinceSend]);
      }
    }
    this.devices.forEach((device, i) => {
      if (tick >= device.stopMs) return;
      device.ranMs++;
      if (device.writer)
        this.count.dmaWrites += this.writeBatch(device.writer, device.ranMs - 1, device.ranMs, this.logsOf(i), true);
    });
  }
  /** Reported free, and never written: it may have any content. */
  isFree(slot: number): boolean {
    const { ram } = ramLayout(this.scenario);
    const { ranges } = this.scenario.guest.freePageHint ?? { ranges: [] };
    const isReported = ranges.some(
      (range) => slot >= ram.firstSlot + range.fromPage && slot < ram.firstSlot + range.toPage,
    );
    return isReported && this.source[slot] === 0 && !this.bitmap.has(slot);
  }
  /** Sheet 2.9: pages that nobody has written since `migrate` leave the bitmap. */
  reportFree(tick: number): void {
    const { hinting, bitmap, source, count } = this;
    const { freePageHint } = this.scenario.guest;
    const { ram } = ramLayout(this.scenario);
    if (!hinting || !freePageHint || tick <= hinting.fromMs || tick >= this.vcpuStopMs) return;
    const all = freePageHint.ranges.flatMap(({ fromPage, toPage }) =>
      Array.from({ length: toPage - fromPage }, (_, page) => ram.firstSlot + fromPage + page),
    );
    for (const slot of all.slice(hinting.done, hinting.done + freePageHint.pagesPerMs))
      if (source[slot] === 0) {
        this.clearChunkOf(slot);
        if (bitmap.delete(slot)) count.hintedPages++;
      }
    hinting.done += freePageHint.pagesPerMs;
  }
  /** Where the writes of device `i` are written down. */
  logsOf(i: number): readonly Set<number>[] {
    const container = this.admission.containers.findIndex(({ logging }) => logging.includes(i));
    if (container < 0) return [];
    const log = this.dmaLogs[container]!;
    return this.admission.containers[container]!.deferred ? [log] : [log, this.dmaSinceSend];
  }
  /** Of a ms, in ten-thousandths, what is left after the sleep that is owed. */
  awake(): number {
    const asleep = Math.min(this.owed, 10_000);
    this.owed -= asleep;
    return 10_000 - asleep;
  }
  enterRing(slot: number): void {
    const { limit, rings } = this;
    if (!limit || rings.has(slot)) return;
    rings.add(slot);
    limit.pages++;
    const { vcpus, dirtyRingSize } = this.scenario.guest;
    if (rings.size < vcpus * dirtyRingSize) return;
    rings.clear();
    this.owed += 10 * limit.sleepUs;
  }
  /** Sheet 3.2 and the curve of the recordings: ten-thousandths of the speed that are left. */
  share(): number {
    if (this.scenario.guest.throttleEffect === 'ideal') return 10_000 - 100 * this.throttle;
    const measured = [10_000, 9000, 7900, 7000, 5800, 4700, 3700, 2700, 1400, 900, 0];
    const tens = Math.trunc(this.throttle / 10);
    const step = (measured[tens + 1]! - measured[tens]!) / 10;
    return measured[tens]! + step * (this.throttle % 10);
  }
  writeBatch(writer: Writer, fromMs: number, toMs: number, logs: readonly Set<number>[], isDma = false): number {
    const slots = new Uint32Array(MAX_BATCH);
    const before = writer.writesAfter(fromMs);
    const due = writer.writesAfter(toMs) - before;
    for (let done = 0; done < due; done += MAX_BATCH) {
      const count = Math.min(MAX_BATCH, due - done);
      writer.next(slots, count, before + done);
      for (const slot of slots.subarray(0, count)) {
        this.source[slot]!++;
        if (isDma) this.dmaVersions[slot]!++;
        for (const log of logs) log.add(slot);
        if (logs[0] === this.vcpuLog) this.enterRing(slot);
      }
    }
    return due;
  }

  put(bytes: number): void {
    this.count.streamBytes += bytes;
    this.window.bytes += bytes;
  }
  countByGuest(bytes: number): void {
    if (this.vmRunning) this.count.ramRunningBytes += bytes;
    else this.count.ramStoppedBytes += bytes;
  }
  countRamBytes(bytes: number): void {
    this.count.transferredBytes += bytes;
    if (this.vmRunning) this.count.precopyBytes += bytes;
    else if (this.postcopy) this.count.postcopyBytes += bytes;
    else this.count.downtimeBytes += bytes;
    if (!this.postcopy) this.countByGuest(bytes);
  }
  counters(): Counters {
    const { count } = this;
    const transferredBytes = this.release >= 802 ? count.streamBytes : count.transferredBytes;
    return { ...count, ...this.encoder.counters(), transferredBytes, remainingPages: this.bitmap.size };
  }

  remainingBytes(): number {
    return this.bitmap.size * PAGE_BYTES;
  }
  fast(): boolean {
    return this.scenario.link.kind === 'fast';
  }
  byteMs(): number {
    return this.linkSpeed === null ? 0 : 1000 / this.linkSpeed;
  }
  syncMs(): number {
    const { guest, extraSyncMsPerGib } = this.scenario;
    if (this.fast()) return 0;
    return this.host.syncMs + ((this.host.syncMsPerGiB + extraSyncMsPerGib) * guest.ramBytes) / GIB;
  }
  destinationLoadMs(): number {
    return this.host.destinationLoadMs + this.devicesLoadMs();
  }
  devicesLoadMs(): number {
    let devicesMs = 0;
    for (const { spec, sentBytes } of this.devices) {
      const { resumeMs, loadBytesPerSecond } = spec;
      devicesMs += resumeMs;
      if (loadBytesPerSecond !== null) devicesMs += (sentBytes * 1000) / loadBytesPerSecond;
    }
    return devicesMs;
  }
  isZero(slot: number): boolean {
    return this.zeroAtMigrate[slot]! && this.source[slot] === 0;
  }
  /** All that was written to the page has gone. */
  sentAll(slot: number): void {
    this.vcpuSinceSend.delete(slot);
    this.dmaSinceSend.delete(slot);
  }
  /** A window begins. */
  openWindow(): void {
    const pages = this.count.normalPages + this.count.duplicatePages + this.encoder.pages;
    this.window = { startMs: Math.floor(this.nowMs), bytes: 0, bytes0: this.count.streamBytes, pages0: pages };
  }
  *everySlot(): Generator<number> {
    for (const { firstSlot, pages } of this.blocks) for (let page = 0; page < pages; page++) yield firstSlot + page;
  }
}

const sorted = (slots: ReadonlySet<number>): number[] => [...slots].toSorted((a, b) => a - b);

interface PlainLimit {
  quota: number;
  untilMs: number;
  periodMs: number;
  pages: number;
  sleepUs: number;
  mostRate: number;
}
type PlainIteration = { -readonly [Field in keyof IterationRecord]: IterationRecord[Field] };
