import type {
  Action,
  Guest,
  HostName,
  Link,
  MigrationCapabilities,
  MigrationParameters,
  PageRange,
  Qemu,
  Scenario,
  VfioDevice,
} from '../engine/scenario.ts';
import { bytesToPages, GIB } from '../units.ts';

/** What differs from the defaults; everything left out is filled in. Lists and the link are replaced whole. */
export interface ScenarioChanges {
  readonly format?: 1;
  readonly name?: string;
  readonly seed?: number;
  readonly guest?: Partial<Guest>;
  readonly link?: Link;
  readonly host?: HostName;
  readonly devices?: readonly VfioDevice[];
  readonly qemu?: Partial<Qemu>;
  readonly parameters?: Partial<MigrationParameters>;
  readonly capabilities?: Partial<MigrationCapabilities>;
  readonly actions?: readonly Action[];
  readonly horizonMs?: number;
}

/**
 * The default scenario with these changes. RAM holds data throughout unless `nonzeroRanges` says otherwise. Links
 * store differences from these values, so a value here may only change together with the link's version.
 */
export function scenarioWith(changes: ScenarioChanges): Scenario {
  const guest = { ...DEFAULT_GUEST, ...changes.guest };
  return {
    format: 1,
    name: changes.name ?? '',
    seed: changes.seed ?? 1,
    guest: { ...guest, nonzeroRanges: changes.guest?.nonzeroRanges ?? allOf(guest.ramBytes) },
    link: changes.link ?? TEN_GIGABIT,
    host: changes.host ?? 'ideal',
    devices: changes.devices ?? [],
    qemu: { release: '7.2', untrackedRule: 'blocker', ...changes.qemu },
    parameters: { ...DEFAULT_PARAMETERS, ...changes.parameters },
    capabilities: { ...DEFAULT_CAPABILITIES, ...changes.capabilities },
    actions: changes.actions ?? [],
    horizonMs: changes.horizonMs ?? 60_000,
  };
}

/** A VFIO device that writes nothing and has 1 MiB of state, with these changes. */
export const vfioDevice = (changes: Partial<VfioDevice>): VfioDevice => ({ ...DEFAULT_DEVICE, ...changes });

/** `query-migrate-parameters` of 7.2. */
export const DEFAULT_PARAMETERS: MigrationParameters = { 'downtime-limit': 300, 'max-bandwidth': 134_217_728 };
/** All of QEMU's capabilities are off at first. */
export const DEFAULT_CAPABILITIES: MigrationCapabilities = { 'pause-before-switchover': false, 'return-path': false };

const allOf = (ramBytes: number): readonly PageRange[] => [{ fromPage: 0, toPage: bytesToPages(ramBytes) }];

const TEN_GIGABIT: Link = { kind: 'wire', bytesPerSecond: 1_250_000_000 };

const DEFAULT_GUEST: Omit<Guest, 'nonzeroRanges'> = {
  ramBytes: GIB,
  firmware: 'pc',
  stoppedBeforeMigrate: false,
  workloads: [],
};

export const DEFAULT_DEVICE: VfioDevice = {
  name: '0000:01:00.0',
  dma: { kind: 'none' },
  dirtyTracking: 'none',
  stopCopyBytes: 1_048_576,
  stopMs: 1,
  resumeMs: 1,
};
