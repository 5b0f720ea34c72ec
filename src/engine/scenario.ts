/**
 * What the engine is given: everything that makes a run. Plain JSON, so a file, a link and a message can carry it;
 * `src/scenario` checks it at the door and the engine trusts it. Numbers carry their unit in the name; migration
 * parameters and capabilities carry QEMU's own names and units.
 */
export interface Scenario {
  readonly format: 1;
  /** Shown to people; not part of the run. */
  readonly name: string;
  /** 0 to 2^32 - 1. Scenario and seed make one run, bit for bit. */
  readonly seed: number;
  readonly guest: Guest;
  readonly link: Link;
  /** Which set of host constants applies, see `link/host-costs.ts`. */
  readonly host: HostName;
  /** VFIO devices; at most one so far. */
  readonly devices: readonly VfioDevice[];
  readonly qemu: Qemu;
  readonly parameters: MigrationParameters;
  readonly capabilities: MigrationCapabilities;
  /** Commands given while the migration runs, by time. */
  readonly actions: readonly Action[];
  /** The engine gives up at this instant; a run still active then has "not converged". */
  readonly horizonMs: number;
}

export interface Guest {
  /** Guest RAM (`-m`), a multiple of 4,096. */
  readonly ramBytes: number;
  /** RAM blocks beside guest RAM: see `memory/ram-blocks.ts`. */
  readonly firmware: FirmwareName;
  /** The guest was stopped (`stop`) before `migrate`: a non-live migration. */
  readonly stoppedBeforeMigrate: boolean;
  /** Pages of guest RAM that are not zero when `migrate` is given; every other page is zero. Half-open. */
  readonly nonzeroRanges: readonly PageRange[];
  /** All run at once; none is an idle guest. */
  readonly workloads: readonly Workload[];
}
/** `bare`: guest RAM only. `small-bios`: 82 pages, as in the recordings. `pc`: 130 pages, QEMU's pc machine. */
export type FirmwareName = 'bare' | 'small-bios' | 'pc';
/** Half-open: `fromPage` is in, `toPage` is not. Guest RAM page numbers. */
export interface PageRange {
  readonly fromPage: number;
  readonly toPage: number;
}
export interface Region {
  readonly startPage: number;
  readonly pages: number;
}

/** A page write is one store into one page. Every kind writes in batches, once a simulated millisecond. */
export type Workload =
  | {
      readonly kind: 'sequential';
      readonly region: Region;
      readonly writesPerSecond: number;
      readonly startIndex: number;
    }
  | { readonly kind: 'uniform'; readonly region: Region; readonly writesPerSecond: number }
  | {
      readonly kind: 'hot-cold';
      readonly region: Region;
      readonly writesPerSecond: number;
      /** The first pages of the region; below `region.pages`. */
      readonly hotPages: number;
      /** Share of the writes, 0 to 1, that fall on the hot pages. */
      readonly hotShare: number;
    }
  | {
      /** Uniform for `onMs`, then nothing for `offMs`, and so on; `phaseMs` is the place in that period at `migrate`. */
      readonly kind: 'bursts';
      readonly region: Region;
      readonly writesPerSecond: number;
      readonly onMs: number;
      readonly offMs: number;
      readonly phaseMs: number;
    }
  | {
      /** Page of rank k is written with probability proportional to k^-exponent; ranks are scattered over the region. */
      readonly kind: 'zipf';
      readonly region: Region;
      readonly writesPerSecond: number;
      readonly exponent: number;
    };

export type Link =
  /** `null`: as fast as the host can. */
  | { readonly kind: 'wire'; readonly bytesPerSecond: number | null }
  /** Test mode: sending takes no time, a window takes exactly `windowMs`, writes fall in its idle part. */
  | { readonly kind: 'fast'; readonly windowMs: number };

export type HostName = 'ideal' | 'recorded';

export interface VfioDevice {
  /** As in QEMU's messages, for example `0000:01:00.0`. */
  readonly name: string;
  readonly dma: DmaWorkload;
  /** Who can tell which pages the device wrote. */
  readonly dirtyTracking: DmaTracking;
  /** The device's own state, sent while it is stopped. */
  readonly stopCopyBytes: number;
  /** Time to leave RUNNING, and to enter it again. */
  readonly stopMs: number;
  readonly resumeMs: number;
}
/** `none`: nobody. `type1`: the container reports every mapped page, every time. `device`: the device logs its writes. */
export type DmaTracking = 'none' | 'type1' | 'device';
export type DmaWorkload =
  | { readonly kind: 'none' }
  /** Writes the pages of its ring in turn. */
  | { readonly kind: 'ring'; readonly region: Region; readonly writesPerSecond: number }
  | { readonly kind: 'random'; readonly region: Region; readonly writesPerSecond: number };

export interface Qemu {
  readonly release: ReleaseName;
  /** What happens to a VFIO device whose DMA nobody can track. */
  readonly untrackedRule: UntrackedRuleName;
}
export type ReleaseName = '7.2';
export type UntrackedRuleName = 'blocker' | 'skip-precopy' | 'all-dirty' | 'knob';

/** QEMU's names, QEMU's units. */
export interface MigrationParameters {
  /** ms, 0 to 2,000,000 */
  readonly 'downtime-limit': number;
  /** bytes a second; 0 is unlimited */
  readonly 'max-bandwidth': number;
}
export interface MigrationCapabilities {
  readonly 'pause-before-switchover': boolean;
  readonly 'return-path': boolean;
}

/** A command given at `atMs` after `migrate`, or a fault that strikes then. */
export type Action =
  | {
      readonly atMs: number;
      readonly execute: 'migrate-set-parameters';
      readonly arguments: Partial<MigrationParameters>;
    }
  | { readonly atMs: number; readonly execute: 'migrate_cancel' }
  | { readonly atMs: number; readonly execute: 'migrate-continue' }
  | { readonly atMs: number; readonly fault: 'channel-error' };
