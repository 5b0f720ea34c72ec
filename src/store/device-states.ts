/* The views' way to what a VFIO device may be asked for. */
export { arcsOf, type DevicePath, pathTo, QEMU_STATES } from '../worker/client-device-states.ts';
