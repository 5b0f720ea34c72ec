export { DOWNTIME_LIMIT_FAULT, isDowntimeLimit } from '../scenario/qemu-schema.ts';
