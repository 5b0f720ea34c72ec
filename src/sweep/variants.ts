import type { Scenario } from '../engine/scenario.ts';

/** A scenario with some settings changed, beside others of its kind. */
export interface Variant {
  /** Unique among the variants of a comparison. What `variantNamed` understands, or a word of its own. */
  readonly id: string;
  /** Plain words for a heading. */
  readonly title: string;
  /** Who proposed it and in which message, or what is changed; '' when there is nothing to say. */
  readonly note: string;
  readonly scenario: Scenario;
}

/** The question of the thread, asked of `base`. */
export function openingVariants(base: Scenario): readonly Variant[] {
  return OPENING.map(({ id, title, note, rule, limitMs }) => ({
    id,
    title,
    note,
    scenario: {
      ...base,
      qemu: { ...base.qemu, untrackedRule: rule },
      parameters: { ...base.parameters, 'downtime-limit': limitMs ?? base.parameters['downtime-limit'] },
    },
  }));
}

interface Opening extends Omit<Variant, 'scenario'> {
  readonly rule: Scenario['qemu']['untrackedRule'];
  readonly limitMs?: number;
}

const OPENING: readonly Opening[] = [
  { id: 'before', title: 'Before the patch', note: 'QEMU 7.2 as released', rule: 'blocker' },
  { id: 'patch', title: 'The patch: skip pre-copy', note: 'Horon, patch 4/9 of 12 May 2022', rule: 'skip-precopy' },
  { id: 'check-sla', title: 'Check the limit first', note: 'Gunthorpe, T#5', rule: 'blocker', limitMs: 400 },
  { id: 'core-notion', title: 'Teach the core', note: 'Quintela, T#1 and T#9', rule: 'skip-precopy', limitMs: 4000 },
  { id: 'knob', title: 'Per-device knob', note: 'Martins, T#12, withdrawn in T#14', rule: 'knob' },
  { id: 'merged', title: 'As merged: all dirty', note: 'QEMU 8.0, commit b051a3f640', rule: 'all-dirty' },
  { id: '8.1-auto', title: '8.1, enable-migration auto', note: 'its default', rule: 'blocker', limitMs: 500 },
  { id: '10.1-on', title: '10.1, enable-migration on', note: 'by reading, not verified', rule: 'knob', limitMs: 310 },
];
