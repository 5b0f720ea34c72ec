import { managementPolicy } from '../engine/management/policies.ts';
import type { ManagementName, Scenario, VfioProperties } from '../engine/scenario.ts';
import { underManagement } from '../scenario/management.ts';

/** A scenario with some settings changed, beside others of its kind. */
export interface Variant {
  /** Unique among the variants of a comparison. What `variantNamed` understands, or a word of its own. */
  readonly id: string;
  /** Plain words for a heading, in English where they are the opening's; shown through `t`. A person may give another. */
  readonly title: string;
  /** Who proposed it and in which message, or what is changed; '' when there is nothing to say. */
  readonly note: string;
  readonly scenario: Scenario;
}

/**
 * The question of the thread, asked of `base`: what 7.2 did, what was proposed in May 2022, and what was merged since. Only
 * release, rule and `enable-migration` are changed; `on` is what it takes to let such a device migrate at all.
 */
export function openingVariants(base: Scenario): readonly Variant[] {
  return OPENING.map(({ id, title, note, qemu, enableMigration }) => ({
    id,
    title,
    note,
    scenario: withProperties(
      { ...base, qemu: { ...base.qemu, ...qemu } },
      { 'enable-migration': enableMigration ?? 'on' },
    ),
  }));
}

/** One guest under nobody and under eight tools with their defaults, each acting: nine managements. */
export function managementVariants(base: Scenario): readonly Variant[] {
  return COMPARED_TOOLS.map((name) => ({
    id: `management=${name}`,
    title: name === 'none' ? 'Nobody' : managementPolicy(name).title,
    note: name === 'none' ? 'QEMU by itself' : managementPolicy(name).source,
    scenario: managed(base, name === 'none' ? null : name),
  }));
}

const COMPARED_TOOLS: readonly (ManagementName | 'none')[] = [
  'none',
  'nova',
  'ovirt-minimal-downtime',
  'ovirt-suspend',
  'proxmox',
  'kubevirt-legacy',
  'kubevirt-ramp',
  'kubevirt-stall',
  'cloud-hypervisor',
];

/** The scenario under that tool, acting; the settings of the one that it has already are kept. */
export function managed(base: Scenario, name: ManagementName | null): Scenario {
  const under = underManagement(base, name);
  return under.management ? { ...under, management: { ...under.management, acts: true } } : under;
}

/** `scenario` with these properties on every VFIO device. */
export const withProperties = (scenario: Scenario, properties: Partial<VfioProperties>): Scenario => ({
  ...scenario,
  devices: scenario.devices.map((device) => ({ ...device, properties: { ...device.properties, ...properties } })),
});

export interface Opening extends Omit<Variant, 'scenario'> {
  readonly qemu: Pick<Scenario['qemu'], 'release' | 'untrackedRule'>;
  readonly enableMigration?: VfioProperties['enable-migration'];
}

/** The opening comparison; titles and notes go through `t` where they are shown. */
export const OPENING: readonly Opening[] = [
  {
    id: 'before',
    title: 'Before the patch',
    note: 'QEMU 7.2 as released',
    qemu: { release: '7.2', untrackedRule: 'as-released' },
  },
  {
    id: 'patch',
    title: 'The patch: skip pre-copy',
    note: 'Horon, patch 4/9 of 12 May 2022',
    qemu: { release: '7.2', untrackedRule: 'skip-precopy' },
  },
  {
    id: 'check-sla',
    title: 'Check the limit first',
    note: 'Gunthorpe, T#5',
    qemu: { release: '7.2', untrackedRule: 'check-sla' },
  },
  {
    id: 'core-notion',
    title: 'Teach the core',
    note: 'Quintela, T#1 and T#9',
    qemu: { release: '7.2', untrackedRule: 'core-notion' },
  },
  {
    id: 'knob',
    title: 'Per-device knob',
    note: 'Martins, T#12, withdrawn in T#14',
    qemu: { release: '7.2', untrackedRule: 'knob' },
  },
  {
    id: 'merged',
    title: 'As merged: all dirty',
    note: 'QEMU 8.0, commit b051a3f640',
    qemu: { release: '8.0', untrackedRule: 'as-released' },
  },
  {
    id: '8.1-auto',
    title: '8.1, enable-migration auto',
    note: 'QEMU 8.1 as released, its default',
    qemu: { release: '8.1', untrackedRule: 'as-released' },
    enableMigration: 'auto',
  },
  {
    id: '10.1-on',
    title: '10.1, enable-migration on',
    note: 'QEMU 10.1 by reading, not verified',
    qemu: { release: '10.1', untrackedRule: 'as-released' },
  },
];

/** Their names, in order. */
export const OPENING_IDS: readonly string[] = OPENING.map(({ id }) => id);
