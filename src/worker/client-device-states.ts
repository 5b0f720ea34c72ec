/* The states of a VFIO device and the ways between them, for the page: pure and small, so no worker is asked. */
export { arcsOf, type DevicePath, pathTo, QEMU_STATES } from '../engine/vfio/device-state.ts';
