import type { LastResort, Management, ManagementName, ManagementSettings, Scenario } from '../engine/scenario.ts';

/**
 * What each tool does when nobody tells it otherwise, in the order of the reference data's list. Where a default comes from
 * stands in the tool's file in `src/engine/management`.
 */
export const MANAGEMENT_DEFAULTS: ManagementSettings = {
  nova: { mostMs: 500, steps: 10, delaySecondsPerGib: 75, timeoutSecondsPerGib: 800, lastResort: 'abort' },
  'ovirt-minimal-downtime': { startMs: 100 },
  'ovirt-suspend': { startMs: 100, mostMs: 5000 },
  'ovirt-post-copy': { startMs: 100 },
  proxmox: { startMs: 100 },
  'kubevirt-legacy': { timeoutSecondsPerGib: 150, progressSeconds: 150, lastResort: 'abort' },
  'kubevirt-ramp': {
    startMs: 150,
    mostMs: 1050,
    steps: 7,
    fromPass: 3,
    cooldownSeconds: 10,
    timeoutSecondsPerGib: 150,
    progressSeconds: 150,
    lastResort: 'abort',
  },
  'kubevirt-stall': {
    mostMs: 900,
    progressSeconds: 60,
    marginPercent: 4,
    timeoutSecondsPerGib: 150,
    lastResort: 'abort',
  },
  'kubevirt-vgpu': { timeoutSecondsPerGib: 150 },
  'kubevirt-steps': { mostMs: 900, steps: 10, delaySecondsPerGib: 75 },
  'cloud-hypervisor': { startMs: 300, timeoutSeconds: 3600, lastResort: 'abort' },
  'cloud-hypervisor-passes': { passes: 5 },
  'cloud-hypervisor-throttle': { startMs: 300, fromPass: 4 },
  xen: { passes: 29 },
  vmotion: { startMs: 500 },
};

export const MANAGEMENTS: readonly ManagementName[] = Object.keys(MANAGEMENT_DEFAULTS) as ManagementName[];

/** What each tool knows to do at its timeout; a scenario may ask any of any. */
export const LAST_RESORTS_OF: Partial<Record<ManagementName, readonly LastResort[]>> = {
  nova: ['abort', 'pause', 'post-copy'],
  'kubevirt-legacy': ['abort', 'pause', 'post-copy'],
  'kubevirt-ramp': ['abort', 'pause', 'post-copy'],
  'kubevirt-stall': ['abort', 'force', 'post-copy'],
  'cloud-hypervisor': ['abort', 'force'],
};

/** The tool with its defaults, but for these settings. */
export const managedBy = <Name extends ManagementName>(
  policy: Name,
  settings: Partial<ManagementSettings[Name]> = {},
  acts = true,
): Management => ({ policy, acts, settings: { ...MANAGEMENT_DEFAULTS[policy], ...settings } }) as Management;

/** The scenario under another tool, with its defaults, acting or not as before; null: nobody manages it. */
export function underManagement(scenario: Scenario, name: ManagementName | null): Scenario {
  const { management, ...others } = scenario;
  if (name === null) return others;
  if (management?.policy === name) return scenario;
  return { ...others, management: managedBy(name, {}, management?.acts ?? true) };
}
