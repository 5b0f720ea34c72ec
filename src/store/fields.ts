/** The fields of a scenario, their values, and what goes with them, for the views. */

export * from '../scenario/field-values.ts';
export { type DeviceFieldName, readDeviceField, trackingOf } from '../scenario/field-values-device.ts';
export * from '../scenario/field-values-device-list.ts';
export { FIELDS, type Field, type FieldGroup, type FieldName, type TrackingName } from '../scenario/fields.ts';
export { PRESETS, type Preset, shownName } from '../scenario/presets.ts';
export { GONE_IN, has, RELEASES, SINCE, stillHas } from '../scenario/releases.ts';
export { writesPerSecondOf } from '../scenario/workload-parts.ts';
