import type {
  Admission,
  Change,
  Curve,
  DecisionRecord,
  DeviceState,
  DirtyLimitPeriod,
  LedgerPart,
  LogLine,
  ManagementDecision,
  MigrationStatus,
  Outcome,
  PostcopySample,
  QmpEvent,
  SyncRecord,
  ThrottleChange,
  Timeline,
} from '../record.ts';
import type { ReleaseName } from '../scenario.ts';

/**
 * Collects what a run leaves behind. After a seek the same things happen again: a list takes nothing that it holds
 * already, so replaying a part of a run changes nothing.
 */
export class Recorder {
  /** False: decisions and syncs are made and not written down. */
  readonly keepsRecords: boolean = true;
  readonly syncs: ReplayList<SyncRecord> = new ReplayList();
  readonly decisions: ReplayList<DecisionRecord> = new ReplayList();
  readonly events: ReplayList<QmpEvent> = new ReplayList();
  readonly log: ReplayList<LogLine> = new ReplayList();
  readonly statuses: ReplayList<Change<MigrationStatus>> = new ReplayList();
  readonly vm: ReplayList<Change<'running' | 'stopped'>> = new ReplayList();
  readonly throttle: ReplayList<ThrottleChange> = new ReplayList();
  readonly dirtyLimit: ReplayList<DirtyLimitPeriod> = new ReplayList();
  readonly devices: readonly ReplayList<Change<DeviceState>>[];
  readonly ledger: ReplayList<LedgerPart> = new ReplayList();
  readonly postcopy: ReplayList<PostcopySample> = new ReplayList();
  readonly management: ReplayList<ManagementDecision> = new ReplayList();
  /** atMs, remaining, threshold, expected downtime, transferred, in turn. */
  private readonly curve: ReplayList<readonly [number, number, number, number, number]> = new ReplayList();
  outcome: Outcome | null = null;

  private readonly release: ReleaseName;

  constructor(release: ReleaseName, devices: number) {
    this.release = release;
    this.devices = Array.from({ length: devices }, () => new ReplayList<Change<DeviceState>>());
  }

  point(
    atMs: number,
    remainingBytes: number,
    thresholdBytes: number,
    expectedDowntimeMs: number,
    transferredBytes: number,
  ): void {
    this.curve.push([atMs, remainingBytes, thresholdBytes, expectedDowntimeMs, transferredBytes]);
  }

  timeline(admission: Admission): Timeline {
    const column = (index: 0 | 1 | 2 | 3 | 4): Float64Array =>
      Float64Array.from(this.curve.items, (point) => point[index]);
    const curve: Curve = {
      atMs: column(0),
      remainingBytes: column(1),
      thresholdBytes: column(2),
      expectedDowntimeMs: column(3),
      transferredBytes: column(4),
    };
    return {
      release: this.release,
      curve,
      syncs: this.syncs.items,
      decisions: this.decisions.items,
      events: this.events.items,
      log: this.log.items,
      statuses: this.statuses.items,
      vm: this.vm.items,
      throttle: this.throttle.items,
      dirtyLimit: this.dirtyLimit.items,
      devices: this.devices.map((device) => device.items),
      ledger: this.ledger.items,
      postcopy: this.postcopy.items,
      management: this.management.items,
      admission,
      outcome: this.outcome,
    };
  }

  /** How far each list has been (re)played. */
  mark(): number[] {
    return this.lists().map((list) => list.played);
  }
  rewind(mark: readonly number[]): void {
    this.lists().forEach((list, i) => {
      list.played = mark[i]!;
    });
  }
  private lists(): ReplayList<unknown>[] {
    const { syncs, decisions, events, log, statuses, vm, throttle, dirtyLimit, ledger, postcopy, management, curve } =
      this;
    return [
      syncs,
      decisions,
      events,
      log,
      statuses,
      vm,
      throttle,
      dirtyLimit,
      ledger,
      postcopy,
      management,
      curve,
      ...this.devices,
    ] as ReplayList<unknown>[];
  }
}

/** A list that takes no item twice. */
export class ReplayList<Item> {
  readonly items: Item[] = [];
  played = 0;
  observer: ((item: Item) => void) | null = null;
  push(item: Item): void {
    if (this.played === this.items.length) this.items.push(item);
    this.played++;
    this.observer?.(item);
  }
}
