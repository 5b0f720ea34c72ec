import { hostCosts } from '../link/host-costs.ts';
import { sendCosts } from '../link/send-costs.ts';
import { ramLayout } from '../memory/ram-blocks.ts';
import { Accounts } from '../migration/accounts.ts';
import { Recorder } from '../migration/recorder.ts';
import { RELEASES } from '../migration/releases.ts';
import { Switchover } from '../migration/switchover.ts';
import { MigrationThread } from '../migration/thread.ts';
import { threadAtMigrate } from '../migration/thread-state.ts';
import type { Counters, RunStatus, Timeline } from '../record.ts';
import type { Scenario } from '../scenario.ts';
import { admit } from '../vfio/admission.ts';
import { VfioDevices } from '../vfio/devices.ts';
import { trackingOf } from '../vfio/tracking.ts';
import { AlikeWindows } from './alike-windows.ts';
import { CountedRam } from './counted-ram.ts';
import { CountedWriters, uncountable } from './counted-writers.ts';

/** What is known of a counted run: nothing about single pages, and no pages that the destination already has. Counters as in `Counters`. */
export interface CountedOutcome
  extends Pick<
    Counters,
    | 'streamBytes'
    | 'downtimeBytes'
    | 'normalPages'
    | 'duplicatePages'
    | 'remainingPages'
    | 'dirtySyncCount'
    | 'iterateCalls'
  > {
  readonly status: RunStatus;
  /** Whole ms; null unless completed. */
  readonly downtimeMs: number | null;
  readonly guestPauseMs: number | null;
  readonly totalTimeMs: number;
  readonly endMs: number;
  readonly throttle: Timeline['throttle'];
  readonly dirtyLimit: Timeline['dirtyLimit'];
  readonly vm: Timeline['vm'];
}

/** What count level cannot carry of a scenario, in a few words; null when it carries all of it. */
export function cannotCount(scenario: Scenario): string | null {
  const { guest, link, devices, capabilities, actions } = scenario;
  if (link.kind !== 'wire' || link.bytesPerSecond === null) return 'a link that takes no time';
  if ((link.changes?.length ?? 0) > 0) return 'a link whose speed changes';
  if (capabilities.multifd) return 'multifd';
  if (capabilities.xbzrle) return 'XBZRLE';
  if (capabilities.compress) return 'compression';
  if (capabilities['postcopy-ram']) return 'post-copy';
  if (capabilities['dirty-limit']) return 'dirty-limit';
  if (capabilities['x-ignore-shared']) return 'RAM that is left out';
  if (guest.freePageHint !== null) return 'free page hints';
  if (guest.logClearing === 'by-chunk') return 'a dirty log that is cleared by chunk';
  if (actions.length > 0) return 'commands while it runs';
  if (scenario.management?.acts) return 'a tool that acts on it';
  if (devices.some(({ dma }) => dma.kind !== 'none')) return 'a device that writes';
  return uncountable(guest);
}

/**
 * The run of `scenario` at count level: the same migration thread, over expected numbers of pages.
 * @param windowByWindow the thread makes every rate window itself; the outcome is the same
 * @throws RangeError when `cannotCount` says why not: a fault in the caller
 */
export function countedRun(scenario: Scenario, windowByWindow = false): CountedOutcome {
  const reason = cannotCount(scenario);
  if (reason !== null) throw new RangeError(`count level cannot carry ${reason}`);
  const release = RELEASES[scenario.qemu.release];
  const layout = ramLayout(scenario);
  const tracking = trackingOf(scenario, release, layout, admit(scenario, release));
  const writers = new CountedWriters(scenario, layout.ram.firstSlot);
  const speed = scenario.link.kind === 'wire' ? scenario.link.bytesPerSecond : null;
  const ram = new CountedRam(scenario, layout, writers, sendCosts(scenario, release, speed));
  const recorder = new QuietRecorder(release.name, scenario.devices.length);
  const { stoppedBeforeMigrate } = scenario.guest;
  const atMigrate = threadAtMigrate(
    scenario.parameters,
    scenario.capabilities,
    scenario.devices.length,
    !stoppedBeforeMigrate,
  );
  const accounts = new Accounts(release, atMigrate, ram, recorder, writers, scenario);
  ram.runUntil = (nowMs) => {
    const { vcpuStopMs, throttlePercent } = accounts.state;
    writers.runUntil(nowMs, stoppedBeforeMigrate ? 0 : vcpuStopMs, throttlePercent);
  };
  const host = hostCosts(scenario);
  const devices = new VfioDevices(scenario.devices, release, accounts);
  const parts = { scenario, accounts, devices, tracking, host, postcopy: null };
  const switchover = new Switchover(parts);
  const thread = new MigrationThread({ ...parts, switchover });
  thread.migrate();
  const { horizonMs } = scenario;
  const { state } = accounts;
  const isDone = (): boolean => state.phase === 'done';
  // a rule looks at every window's bandwidth, and a device that sends while it runs has its turn in each
  const isOwnWay = tracking.rule !== null || scenario.devices.some(({ precopy }) => precopy);
  const windows = windowByWindow || isOwnWay ? null : new AlikeWindows(accounts, ram, host.wakeLateMs);
  while (!isDone()) {
    const untilMs = Math.min(thread.periodicSyncMs, horizonMs);
    while (thread.advance(untilMs)) windows?.look(untilMs);
    if (isDone()) break;
    if (thread.periodicSyncMs <= untilMs) thread.tickPeriodicSync(untilMs);
    else thread.giveUp(untilMs);
  }
  const endMs = state.endMs!;
  ram.runUntil(endMs);
  const completed = state.ending === 'completed';
  const runsThere = completed && state.stoppedByCompletion;
  return {
    streamBytes: state.streamBytes,
    downtimeBytes: state.downtimeBytes,
    normalPages: ram.state.normalPages,
    duplicatePages: ram.state.duplicatePages,
    remainingPages: ram.state.dirtyPages,
    dirtySyncCount: state.syncs,
    iterateCalls: ram.state.iterateCalls,
    status: state.ending,
    downtimeMs: completed ? Math.floor(endMs) - Math.floor(state.downtimeStartMs) : null,
    guestPauseMs: runsThere ? switchover.destinationRunsMs() - state.vcpuStopMs : null,
    totalTimeMs: Math.floor(endMs),
    endMs,
    throttle: recorder.throttle.items,
    dirtyLimit: [],
    vm: recorder.vm.items,
  };
}

/** Keeps what an outcome is made of, and no curve and no decisions: at this speed they would be most of the work. */
class QuietRecorder extends Recorder {
  override readonly keepsRecords = false;
  override point(): void {}
}
