/**
 * What the engine is given: everything that makes a run. Plain JSON, so a file, a link and a message can carry it;
 * `src/scenario` checks it at the door and the engine trusts it. Numbers carry their unit in the name; migration
 * parameters and capabilities carry QEMU's own names and units.
 */
export interface Scenario {
  readonly format: 2;
  /** Shown to people; not part of the run. */
  readonly name: string;
  /** 0 to 2^32 - 1. Scenario and seed make one run, bit for bit. */
  readonly seed: number;
  readonly guest: Guest;
  readonly link: Link;
  /** Which set of host constants applies, see `link/host-costs.ts`. */
  readonly host: HostName;
  /** CPU time that a thread needs to send a page with content, in ns; 0: none beside what the host is known to cost. */
  readonly pageCpuNs: number;
  /** Cores of the source that threads which send pages may use. Without multifd there is one such thread. */
  readonly sendCores: number;
  /** ms that each look at the dirty log takes for a GiB of RAM, on top of what the host takes; nothing on a fast link. */
  readonly extraSyncMsPerGib: number;
  /** VFIO devices, in the order in which they are added; at most eight. */
  readonly devices: readonly VfioDevice[];
  readonly qemu: Qemu;
  /**
   * What the owner of the guest was promised: that it stands still no longer than the downtime limit, or nothing at all.
   * QEMU knows only the limit, which always has a value.
   */
  readonly sla: 'downtime-limit' | 'none';
  readonly postcopy: Postcopy;
  readonly parameters: MigrationParameters;
  readonly capabilities: MigrationCapabilities;
  /** Commands given while the migration runs, by time. */
  readonly actions: readonly Action[];
  /** The tool that migrates the guest and acts on the run by its own rules, see `management/`; left out: nobody does. */
  readonly management?: Management;
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
  /** How fast a throttled guest still is: 1 - p, or what was measured of a CPU-bound guest under KVM. */
  readonly throttleEffect: 'ideal' | 'kvm-measured';
  /** What is in the pages; matters where they are encoded or compressed, and nowhere else. */
  readonly content: PageContent;
  /** `-smp`; the workloads are spread evenly over them. Apart they matter under `dirty-limit`, and once one of them waits for a page. */
  readonly vcpus: number;
  /** `-accel kvm,dirty-ring-size=`: entries of each vCPU's ring, a power of two; 0: KVM logs dirty pages in bitmaps. */
  readonly dirtyRingSize: number;
  /**
   * When KVM's dirty log of a page is cleared. `at-sync`: by the sync that reports it (TCG, KVM without manual protection).
   * `by-chunk`: just before the first page of its chunk is sent after that sync (KVM with manual protection). Logs of devices
   * are always cleared at the sync, and a dirty ring has no manual protection.
   */
  readonly logClearing: 'at-sync' | 'by-chunk';
  /** Guest RAM is a memory backend with `share=on`. */
  readonly sharedRam: boolean;
  /** What the guest's balloon reports as free while it is migrated; null without `free-page-hint=on`. */
  readonly freePageHint: FreePageHint | null;
}
/** The same for every page that the CPUs write. A device's DMA leaves nothing in a page as it was. */
export interface PageContent {
  /** Bytes side by side that one write changes, 1 to 4,096. */
  readonly changedBytes: number;
  /** `same-place`: a page's next write changes the same bytes again. `new-place`: others, so that changes add up. */
  readonly changesAt: 'same-place' | 'new-place';
  /** A page over what compression makes of it, at least 1. */
  readonly compressionRatio: number;
  /** Share of the pages, 0 to 1, that compression leaves as long as they are. */
  readonly incompressibleShare: number;
  /** CPU time that compressing a page takes, ms of one thread. */
  readonly compressMsPerPage: number;
}
/** virtio-balloon with `free-page-hint=on`. */
export interface FreePageHint {
  /** Pages of which the guest needs nothing at `migrate`; it needs those that are written later. Half-open. */
  readonly ranges: readonly PageRange[];
  /** How many it reports in a ms, one after the other. */
  readonly pagesPerMs: number;
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
export type Workload = (Pattern | DirtyCurve | Phases) & {
  /** Left out: it only writes. What is read matters in post-copy alone, where a page that is not there must be fetched. */
  readonly reads?: Reads;
};

/** Reads of a workload, within the region (of phases: the first region) that it writes. */
export interface Reads {
  readonly perSecond: number;
  /** Share of the reads, 0 to 1, that go to the page behind the one read last; the others go anywhere in the region. */
  readonly locality: number;
}

/** Writes as a measured guest does: in each period as many distinct pages as were counted, see `guest/dirty-curve.ts`. */
export interface DirtyCurve {
  readonly kind: 'dirty-curve';
  /** The pages that are ever written; the curve ends there. */
  readonly region: Region;
  /** By period, each longer than the one before, pages not fewer; at least one. */
  readonly points: readonly CurvePoint[];
}
/** In `periodMs` so many distinct pages were written. */
export interface CurvePoint {
  readonly periodMs: number;
  readonly pages: number;
}

/** One pattern after another. Each goes on where it stopped when its turn comes again. */
export interface Phases {
  readonly kind: 'phases';
  /** At least one. */
  readonly phases: readonly Phase[];
  /** False: after the last phase nothing is written any more. */
  readonly repeats: boolean;
}
export interface Phase {
  /** Whole ms, at least 1. */
  readonly ms: number;
  /** Null: nothing is written. */
  readonly pattern: Pattern | null;
}

/** One way of writing, at one rate within one region. */
export type Pattern =
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
  | {
      readonly kind: 'wire';
      readonly bytesPerSecond: number | null;
      /** The speed from each instant on, by time; left out: it stays as it is. */
      readonly changes?: readonly LinkChange[];
    }
  /** Test mode: sending takes no time, a window takes exactly `windowMs`, writes fall in its idle part. */
  | { readonly kind: 'fast'; readonly windowMs: number };

/** From `atMs` after `migrate` on the link carries `bytesPerSecond`; `null`: as fast as the host can. */
export interface LinkChange {
  readonly atMs: number;
  readonly bytesPerSecond: number | null;
}

export type HostName = 'ideal' | 'recorded';

/** What matters once the guest runs on the destination before all of its pages are there; nothing of it does before. */
export interface Postcopy {
  /**
   * A person's wish, not a parameter of QEMU: `migrate-start-postcopy` is given once `dirty-sync-count` has reached this,
   * as QEMU's guestperf does (`post-copy-iters`). Null: nobody gives it, unless it is among the actions.
   */
  readonly startAfterPasses: number | null;
  /** From a request to the first byte of its answer, on a link that is idle. */
  readonly roundTripMs: number;
  /** Bytes in socket buffers, which a requested page waits for unless it goes through a channel of its own. */
  readonly queuedBytes: number;
}

/**
 * A VFIO device: what it is (its driver in the kernel, its container), what it does to guest RAM, and what it takes to
 * move it. Devices with a type1 container share that container, and so do those with iommufd.
 */
export interface VfioDevice {
  /** As in QEMU's messages, for example `0000:01:00.0`. */
  readonly name: string;
  readonly dma: DmaWorkload;
  readonly container: ContainerName;
  /** The device can log its own DMA writes (`VFIO_DEVICE_FEATURE_DMA_LOGGING_*`); QEMU uses it from 8.0 on. */
  readonly deviceLogging: boolean;
  /** What its kernel driver speaks. `any`: what the release speaks, v1 up to 7.2 and v2 from 8.0 on, for comparing releases. */
  readonly protocol: 'any' | 'v1' | 'v2';
  /** It can send state while it runs: `VFIO_MIGRATION_PRE_COPY`, or pending bytes while running under v1. */
  readonly precopy: boolean;
  /** It can stop initiating peer-to-peer DMA first: `VFIO_MIGRATION_P2P`. */
  readonly p2p: boolean;
  /** The device's whole state, `initialBytes` included. Without `precopy` all of it is sent while it is stopped. */
  readonly stopCopyBytes: number;
  /** The part of it that can go while the device runs, once; at most `stopCopyBytes`. Only with `precopy`. */
  readonly initialBytes: number;
  /** What a running device makes anew of the part that was sent; bounded by `initialBytes`. Only with `precopy`. */
  readonly dirtyBytesPerSecond: number;
  /** How fast the device gives its state; `null`: as fast as the link takes it. */
  readonly saveBytesPerSecond: number | null;
  /** How fast the destination's device takes it; `null`: at once. */
  readonly loadBytesPerSecond: number | null;
  /** `MIG_DATA_SIZE` fails, and QEMU reports 100 GiB in its place. */
  readonly dataSizeFails: boolean;
  /** The device fails when it is asked to enter this state (under v1, `pre-copy` is RUNNING and SAVING). `null`: never. */
  readonly failsEntering: 'pre-copy' | 'stopped' | 'stop-copy' | null;
  /** Time to leave RUNNING for good, to stop peer-to-peer DMA before that, and to enter RUNNING on the destination. */
  readonly stopMs: number;
  readonly p2pMs: number;
  readonly resumeMs: number;
  readonly properties: VfioProperties;
}
/**
 * `type1`: a physical device behind an IOMMU, every mapped page is reported every time. `type1-pinned`: a mediated device,
 * only pinned pages are. `iommufd`: no dirty tracking, also behind its compatibility layer for type1.
 * `iommufd-tracking`: the IOMMU logs what is written (QEMU 9.1 on).
 */
export type ContainerName = 'type1' | 'type1-pinned' | 'iommufd' | 'iommufd-tracking';
/** Properties of `-device vfio-pci`, QEMU's names. */
export interface VfioProperties {
  /** Before 8.1 `x-enable-migration`, which has no `auto`: there `auto` means that it is left at its default, off. */
  readonly 'enable-migration': 'auto' | 'on' | 'off';
  /** Off: while a device of the container runs, nobody asks which pages it wrote. */
  readonly 'x-pre-copy-dirty-page-tracking': boolean;
  /** Off: the device's own log is not used (9.1 on). */
  readonly 'x-device-dirty-page-tracking': boolean;
}
export type DmaWorkload =
  | { readonly kind: 'none' }
  /** Writes the pages of its ring in turn. */
  | { readonly kind: 'ring'; readonly region: Region; readonly writesPerSecond: number }
  | { readonly kind: 'random'; readonly region: Region; readonly writesPerSecond: number }
  /** Random for `onMs`, then nothing for `offMs`, and so on. */
  | {
      readonly kind: 'bursts';
      readonly region: Region;
      readonly writesPerSecond: number;
      readonly onMs: number;
      readonly offMs: number;
      readonly phaseMs: number;
    };

export interface Qemu {
  readonly release: ReleaseName;
  /** What happens to a VFIO device whose DMA nobody can track. */
  readonly untrackedRule: UntrackedRuleName;
  /** The guest has a vIOMMU: a device reaches only the pages of its DMA region. */
  readonly viommu: boolean;
  /** `-only-migratable` */
  readonly onlyMigratable: boolean;
  /** The opt-in of rule P2: devices may restrict how the guest is migrated. No release has such a switch. */
  readonly allowRestricted: boolean;
  /** Where rules P7 and P12 take the bandwidth from that they check the limit with. */
  readonly bandwidthSource: BandwidthSource;
  /** `-global migration.x-clear-bitmap-shift=`, 6 to 31: a chunk of a log that is cleared by chunk has 2 to the power of this pages. */
  readonly 'x-clear-bitmap-shift': number;
}
export type ReleaseName = '7.0' | '7.1' | '7.2' | '8.0' | '8.1' | '8.2' | '9.0' | '9.1' | '9.2' | '10.0' | '10.1';
/** Rules P0 to P13 of the semantics sheet's section 6.2, see `policy/`; `as-released`: what the release itself does. */
export type UntrackedRuleName =
  | 'as-released'
  | 'blocker'
  | 'skip-precopy'
  | 'skip-precopy-once'
  | 'opt-in'
  | 'keep-precopying'
  | 'abort-precopy'
  | 'all-dirty'
  | 'block-precopy'
  | 'check-sla'
  | 'refuse-any-sla'
  | 'core-notion'
  | 'knob'
  | 'zero-is-unlimited'
  | 'fail-fast'
  | 'native-only';
/** `max-bandwidth`: the cap is taken for it. `measured`: one window must have closed. The last is a parameter of 8.2. */
export type BandwidthSource = 'max-bandwidth' | 'measured' | 'avail-switchover-bandwidth';

/** QEMU's names, QEMU's units. */
export interface MigrationParameters {
  /** ms, 0 to 2,000,000 */
  readonly 'downtime-limit': number;
  /** bytes a second; 0 is unlimited */
  readonly 'max-bandwidth': number;
  /** bytes a second, from 8.2 on; 0: the measured bandwidth is used */
  readonly 'avail-switchover-bandwidth': number;
  /** bytes a second, in force from the start of post-copy on; 0 is unlimited */
  readonly 'max-postcopy-bandwidth': number;
  /** %, 1 to 100: a period is high when it dirties more than this share of what left in it. */
  readonly 'throttle-trigger-threshold': number;
  /** %, 1 to 99 each; the last at least the initial one. */
  readonly 'cpu-throttle-initial': number;
  readonly 'cpu-throttle-increment': number;
  readonly 'cpu-throttle-tailslow': boolean;
  readonly 'max-cpu-throttle': number;
  /** bytes, a power of two, at least a page */
  readonly 'xbzrle-cache-size': number;
  /** 1 to 255; until 9.0. Those of the start count for the whole migration. */
  readonly 'compress-threads': number;
  /** MB/s that each vCPU may dirty under `dirty-limit`, at least 1; from 8.1 on. */
  readonly 'vcpu-dirty-limit': number;
  /** ms, 1 to 1,000: how often a vCPU's dirty rate is measured for it; from 8.1 on. */
  readonly 'x-vcpu-dirty-limit-period': number;
  /** 1 to 255; a new number counts from the next migration on. */
  readonly 'multifd-channels': number;
}
export interface MigrationCapabilities {
  readonly 'pause-before-switchover': boolean;
  readonly 'return-path': boolean;
  /** From 8.1 on, and only with `return-path`. */
  readonly 'switchover-ack': boolean;
  readonly 'auto-converge': boolean;
  readonly 'postcopy-ram': boolean;
  /** From 7.1 on, and only with `postcopy-ram`: requested pages go through a channel of their own. */
  readonly 'postcopy-preempt': boolean;
  /** The destination counts for how long its CPUs waited for pages. */
  readonly 'postcopy-blocktime': boolean;
  readonly xbzrle: boolean;
  /** Until 9.0. */
  readonly compress: boolean;
  /** From 8.1 on; not with `auto-converge`, and only with a dirty ring. */
  readonly 'dirty-limit': boolean;
  /** RAM that is shared memory is not migrated: the destination on the same host maps it too. */
  readonly 'x-ignore-shared': boolean;
  readonly multifd: boolean;
}

/** A command given at `atMs` after `migrate`, or a fault that strikes then. */
export type Action =
  | {
      readonly atMs: number;
      readonly execute: 'migrate-set-parameters';
      readonly arguments: Partial<MigrationParameters>;
    }
  | { readonly atMs: number; readonly execute: 'migrate_cancel' }
  | { readonly atMs: number; readonly execute: 'migrate-start-postcopy' }
  /** On the destination: it listens again after a broken channel. */
  | { readonly atMs: number; readonly execute: 'migrate-recover' }
  /** `migrate` with `resume`: the source connects again after a broken channel. */
  | { readonly atMs: number; readonly execute: 'migrate'; readonly resume: true }
  | { readonly atMs: number; readonly execute: 'migrate-continue' }
  | { readonly atMs: number; readonly execute: 'stop' }
  | { readonly atMs: number; readonly execute: 'cont' }
  | { readonly atMs: number; readonly fault: 'channel-error' };

/** A tool that manages the guest: its rule, and the settings of that rule. */
export type Management = { readonly [Name in ManagementName]: ManagedBy<Name> }[ManagementName];
export interface ManagedBy<Name extends ManagementName> {
  readonly policy: Name;
  /** False: shadow mode. It reads and decides, and what it decides is written down and not done. */
  readonly acts: boolean;
  readonly settings: ManagementSettings[Name];
}
/** One file each in `management/`. */
export type ManagementName = keyof ManagementSettings;

/** What each rule can be told; the meaning of a setting is the same in all of them. */
export interface ManagementSettings {
  readonly nova: Pick<
    ManagementSetting,
    'mostMs' | 'steps' | 'delaySecondsPerGib' | 'timeoutSecondsPerGib' | 'lastResort'
  >;
  readonly 'ovirt-minimal-downtime': Pick<ManagementSetting, 'startMs'>;
  readonly 'ovirt-suspend': Pick<ManagementSetting, 'startMs' | 'mostMs'>;
  readonly 'ovirt-post-copy': Pick<ManagementSetting, 'startMs'>;
  readonly proxmox: Pick<ManagementSetting, 'startMs'>;
  readonly 'kubevirt-legacy': Pick<ManagementSetting, 'timeoutSecondsPerGib' | 'progressSeconds' | 'lastResort'>;
  readonly 'kubevirt-ramp': Pick<
    ManagementSetting,
    | 'startMs'
    | 'mostMs'
    | 'steps'
    | 'fromPass'
    | 'cooldownSeconds'
    | 'timeoutSecondsPerGib'
    | 'progressSeconds'
    | 'lastResort'
  >;
  readonly 'kubevirt-stall': Pick<
    ManagementSetting,
    'mostMs' | 'progressSeconds' | 'marginPercent' | 'timeoutSecondsPerGib' | 'lastResort'
  >;
  readonly 'kubevirt-vgpu': Pick<ManagementSetting, 'timeoutSecondsPerGib'>;
  readonly 'kubevirt-steps': Pick<ManagementSetting, 'mostMs' | 'steps' | 'delaySecondsPerGib'>;
  readonly 'cloud-hypervisor': Pick<ManagementSetting, 'startMs' | 'timeoutSeconds' | 'lastResort'>;
  readonly 'cloud-hypervisor-passes': Pick<ManagementSetting, 'passes'>;
  readonly 'cloud-hypervisor-throttle': Pick<ManagementSetting, 'startMs' | 'fromPass'>;
  readonly xen: Pick<ManagementSetting, 'passes'>;
  readonly vmotion: Pick<ManagementSetting, 'startMs'>;
}
export interface ManagementSetting {
  /** Downtime limit that is set before `migrate`, ms. */
  readonly startMs: number;
  /** The highest downtime limit that it sets by itself, ms. */
  readonly mostMs: number;
  /** How many steps lead from the first limit to the highest. */
  readonly steps: number;
  /** Seconds between two steps, for each GiB of RAM. */
  readonly delaySecondsPerGib: number;
  /** Seconds between two steps, at least. */
  readonly cooldownSeconds: number;
  /** Number of the pass (QEMU's `dirty-sync-count`) from which on it acts. */
  readonly fromPass: number;
  /** So many passes at most. */
  readonly passes: number;
  /** So long without progress is a stall. */
  readonly progressSeconds: number;
  /** How far from the best value counts as near it, %. */
  readonly marginPercent: number;
  /** Time for the whole migration: for each GiB of RAM, or in all. */
  readonly timeoutSecondsPerGib: number;
  readonly timeoutSeconds: number;
  /** What is done when that time is over (`pause`: stop the guest and send the rest; `force`: the highest limit that QEMU takes). */
  readonly lastResort: LastResort;
}
export type LastResort = 'abort' | 'pause' | 'force' | 'post-copy';
