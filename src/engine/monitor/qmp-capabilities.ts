import { QmpError } from './qmp-error.ts';
import { readBoolean, readEnum, readList, readMembers, readObject } from './qmp-input.ts';
import { isIn, type Lifetime } from './qmp-release.ts';

export type CapabilityValues = Readonly<Record<string, boolean>>;

/** Names of the capabilities that a release has, in the order in which `query-migrate-capabilities` lists them. */
export const capabilityNames = (release: string): string[] =>
  Object.keys(CAPABILITIES).filter((name) => isIn(release, CAPABILITIES[name]!));

/** All are off in a new QEMU. */
export const capabilityDefaults = (release: string): CapabilityValues =>
  Object.fromEntries(capabilityNames(release).map((name) => [name, false]));

/**
 * The arguments of `migrate-set-capabilities`, read and checked against those in force.
 * @param dirtyRingSize of `-accel kvm`, 0 without a dirty ring
 * @throws QmpError in QEMU's words. Of the rules between capabilities only those of what the engine simulates are held.
 * @source QEMU migration/options.c (migration.c before 8.1), qmp_migrate_set_capabilities() and migrate_caps_check()
 */
export function readCapabilities(
  release: string,
  inForce: CapabilityValues,
  given: Readonly<Record<string, unknown>>,
  dirtyRingSize: number,
): CapabilityValues {
  const status = readObject({
    capability: { read: readEnum(capabilityNames(release)) },
    state: { read: readBoolean },
  });
  const read = readMembers(given, { capabilities: { read: readList(status) } });
  const list = read.capabilities as { capability: string; state: boolean }[];
  const set = Object.fromEntries(list.map(({ capability, state }) => [capability, state]));
  const all: CapabilityValues = { ...inForce, ...set };
  if (all['postcopy-ram'] && all['x-ignore-shared'])
    throw new QmpError('Postcopy is not compatible with ignore-shared');
  if (all['postcopy-ram'] && all.multifd && isIn(release, REFUSES_MULTIFD))
    throw new QmpError('Postcopy is not yet compatible with multifd');
  if (all['postcopy-preempt'] && !all['postcopy-ram']) throw new QmpError('Postcopy preempt requires postcopy-ram');
  if (all['postcopy-preempt'] && all.compress) throw new QmpError('Postcopy preempt not compatible with compress');
  if (all.multifd && all.compress) throw new QmpError('Multifd is not compatible with compress');
  if (all['switchover-ack'] && !all['return-path'])
    throw new QmpError("Capability 'switchover-ack' requires capability 'return-path'");
  if (all['dirty-limit'] && all['auto-converge'])
    throw new QmpError('dirty-limit conflicts with auto-converge either of then available currently');
  if (all['dirty-limit'] && dirtyRingSize === 0)
    throw new QmpError("dirty-limit requires KVM with accelerator property 'dirty-ring-size' set");
  return set;
}

/** Releases in which post-copy refuses multifd; those before and after take both. @source semantics sheet 4.3 */
const REFUSES_MULTIFD: Lifetime = { since: '8.1', until: '10.1' };

/**
 * `MigrationCapability`; those of 7.2 are recorded, later ones by reading.
 * @source semantics sheet 7.2; QEMU qapi/migration.json
 */
const CAPABILITIES: Readonly<Record<string, Lifetime>> = {
  xbzrle: {},
  'rdma-pin-all': {},
  'auto-converge': {},
  'zero-blocks': {},
  compress: { until: '9.1' },
  events: {},
  'postcopy-ram': {},
  'x-colo': {},
  'release-ram': {},
  block: { until: '9.1' },
  'return-path': {},
  'pause-before-switchover': {},
  multifd: {},
  'dirty-bitmaps': {},
  'postcopy-blocktime': {},
  'late-block-activate': {},
  'x-ignore-shared': {},
  'validate-uuid': {},
  'background-snapshot': {},
  'zero-copy-send': { since: '7.1' },
  'postcopy-preempt': { since: '7.1' },
  'switchover-ack': { since: '8.1' },
  'dirty-limit': { since: '8.1' },
  'mapped-ram': { since: '9.0' },
};
