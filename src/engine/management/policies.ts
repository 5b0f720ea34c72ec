import type { ManagementName } from '../scenario.ts';
import { cloudHypervisor } from './cloud-hypervisor.ts';
import { cloudHypervisorPasses } from './cloud-hypervisor-passes.ts';
import { cloudHypervisorThrottle } from './cloud-hypervisor-throttle.ts';
import { kubevirtRamp } from './kubevirt-ramp.ts';
import { kubevirtStall } from './kubevirt-stall.ts';
import { kubevirtSteps } from './kubevirt-steps.ts';
import { kubevirtLegacy } from './kubevirt-timeouts.ts';
import { kubevirtVgpu } from './kubevirt-vgpu.ts';
import { nova } from './nova.ts';
import { ovirtMinimalDowntime, ovirtPostCopy, ovirtSuspend } from './ovirt.ts';
import type { Policy } from './policy.ts';
import { proxmox } from './proxmox.ts';
import { vmotion } from './vmotion.ts';
import { xen } from './xen.ts';

/** Every tool that can manage a guest, in the order of the reference data's list. */
export const POLICIES: readonly Policy[] = [
  nova,
  ovirtMinimalDowntime,
  ovirtSuspend,
  ovirtPostCopy,
  proxmox,
  kubevirtLegacy,
  kubevirtRamp,
  kubevirtStall,
  kubevirtVgpu,
  kubevirtSteps,
  cloudHypervisor,
  cloudHypervisorPasses,
  cloudHypervisorThrottle,
  xen,
  vmotion,
];

/** @throws RangeError for a name that is not in the list: a fault in the caller */
export function managementPolicy(name: ManagementName): Policy {
  const found = POLICIES.find((each) => each.name === name);
  if (!found) throw new RangeError(`no management named ${name}`);
  return found;
}
