/* The views' way to what a VFIO device may be asked for. */
export { type DevicePath, pathTo, QEMU_STATES, V2_ARCS } from '../worker/client-device-states.ts';
