import { describe, expect, it } from 'vitest';
import { type DeviceParts, deviceWith, qemuWith } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { DmaTracker } from '../record.ts';
import type { Qemu, ReleaseName } from '../scenario.ts';
import { Simulation } from '../simulation.ts';

const admission = (devices: readonly DeviceParts[], qemu: Partial<Qemu>) =>
  new Simulation({
    ...GOLDEN_TRACES[0]!.scenario,
    devices: devices.map((device, i) => deviceWith({ name: `0000:0${i + 1}:00.0`, p2p: true, ...device })),
    qemu: qemuWith(qemu),
  }).timeline().admission;

const TYPE1: DeviceParts = { container: 'type1' };
const PINNED: DeviceParts = { container: 'type1-pinned' };
const IOMMUFD: DeviceParts = { container: 'iommufd' };
const TRACKING: DeviceParts = { container: 'iommufd-tracking' };
const logging = (device: DeviceParts): DeviceParts => ({ ...device, deviceLogging: true });
const unused = (device: DeviceParts): DeviceParts => ({
  ...logging(device),
  properties: { 'x-device-dirty-page-tracking': false },
});

/** Semantics sheet, 5.5. */
describe('who tracks a device', () => {
  it.each<[string, ReleaseName, DeviceParts[], DmaTracker[]]>([
    ['type1 reports what is mapped', '7.2', [TYPE1], ['every page']],
    ['type1 reports what is pinned when all only pin', '7.0', [PINNED, PINNED], ['pinned pages', 'pinned pages']],
    ['one that does not only pin spoils it', '7.2', [PINNED, TYPE1], ['every page', 'every page']],
    ['iommufd cannot before 9.1', '9.0', [TRACKING], ['nobody']],
    ['a log of the device is unknown to 7.x', '7.2', [logging(IOMMUFD)], ['nobody']],
    ['a log of the device comes before the container', '8.0', [logging(TYPE1)], ['device']],
    ['one without a log disqualifies its container', '8.2', [logging(IOMMUFD), IOMMUFD], ['nobody', 'nobody']],
    ['but not the other container', '8.2', [logging(IOMMUFD), TYPE1], ['device', 'every page']],
    ['and type1 is asked instead', '9.0', [logging(TYPE1), TYPE1], ['every page', 'every page']],
    ['the property is new in 9.1', '9.0', [unused(IOMMUFD)], ['device']],
    ['and keeps the log from being used', '9.1', [unused(IOMMUFD)], ['nobody']],
    ['the IOMMU logs from 9.1 on', '9.1', [TRACKING], ['iommu']],
    ['unless all devices log', '10.1', [logging(TRACKING), logging(IOMMUFD)], ['device', 'device']],
    ['a domain without tracking stays unseen', '9.2', [TRACKING, logging(IOMMUFD)], ['iommu', 'nobody']],
  ])('%s: %s', (_, release, devices, trackers) => {
    const found = admission(devices, { release });
    expect(found.devices.map(({ tracker }) => tracker)).toEqual(trackers);
    for (const { reason } of found.devices) expect(reason).toMatch(/^\S.*\.$/);
  });

  it('warns of a domain without tracking by the name of its device', () => {
    const { devices } = admission([TRACKING, logging(IOMMUFD)], { release: '9.1' });
    expect(devices[1]).toMatchObject({
      verdict: 'warned',
      message: "IOMMU instance for device 0000:02:00.0 doesn't support dirty tracking",
    });
  });
});

const auto = (device: DeviceParts): DeviceParts => ({ ...device, properties: { 'enable-migration': 'auto' } });
const off = (device: DeviceParts): DeviceParts => ({ ...device, properties: { 'enable-migration': 'off' } });
const NO = "VFIO device doesn't support migration";
const FIRST = '0000:01:00.0';

/** Semantics sheet, 6.2 and 6.3. */
describe('who is let through', () => {
  it.each<[string, Partial<Qemu>, DeviceParts[], string]>([
    ['nobody tracks it', { release: '7.2' }, [IOMMUFD], NO],
    ['left at the default of 7.x', { release: '7.2' }, [auto(TYPE1)], NO],
    ['it speaks v2', { release: '7.1' }, [{ ...TYPE1, protocol: 'v2' }], NO],
    ['left at the default of 8.0', { release: '8.0' }, [auto(TYPE1)], NO],
    [
      'two of them in 8.0',
      { release: '8.0' },
      [TYPE1, TYPE1],
      'Migration is currently not supported with multiple VFIO devices',
    ],
    [
      'a vIOMMU in 8.0',
      { release: '8.0', viommu: true },
      [TYPE1],
      'Migration is currently not supported with vIOMMU enabled',
    ],
    ['switched off', { release: '9.0' }, [off(logging(TYPE1))], `${FIRST}: Migration is disabled for VFIO device`],
    [
      'no kernel support',
      { release: '8.2' },
      [{ ...auto(TYPE1), protocol: 'v1' }],
      `${FIRST}: VFIO migration is not supported in kernel`,
    ],
    [
      'no log of its own',
      { release: '8.1' },
      [auto(TYPE1)],
      `${FIRST}: VFIO device doesn't support device dirty tracking`,
    ],
    [
      'nor of the IOMMU',
      { release: '9.1' },
      [auto(IOMMUFD)],
      `${FIRST}: VFIO device doesn't support device and IOMMU dirty tracking`,
    ],
    [
      'a vIOMMU in 9.0',
      { release: '9.0', viommu: true },
      [auto(logging(IOMMUFD))],
      `${FIRST}: Migration is currently not supported with vIOMMU enabled`,
    ],
    [
      'one of two cannot stop peer-to-peer DMA',
      { release: '8.2' },
      [auto(logging(IOMMUFD)), { ...auto(logging(IOMMUFD)), p2p: false }],
      'Multiple VFIO devices migration is supported only if all of them support P2P migration',
    ],
  ])('not when %s', (_, qemu, devices, text) => {
    expect(admission(devices, qemu)).toMatchObject({ error: text, realizeError: null, blockedReasons: [text] });
  });

  it.each<[string, Partial<Qemu>, DeviceParts[], string]>([
    [
      'no kernel support',
      { release: '8.1' },
      [{ ...TYPE1, protocol: 'v1' }],
      `${FIRST}: VFIO migration is not supported in kernel`,
    ],
    [
      'a vIOMMU',
      { release: '10.1', viommu: true },
      [logging(IOMMUFD)],
      `${FIRST}: Migration is currently not supported with vIOMMU enabled`,
    ],
    [
      'only migratable devices',
      { release: '7.2', onlyMigratable: true },
      [IOMMUFD],
      `disallowing migration blocker (--only-migratable) for: ${NO}`,
    ],
  ])('a device is not even added: %s', (_, qemu, devices, text) => {
    const found = admission(devices, qemu);
    expect(found.realizeError).toBe(text);
    expect(found.devices[0]!.verdict).toBe('realize-error');
  });

  it.each<[ReleaseName, string]>([
    ['8.1', `${FIRST}: VFIO device doesn't support device dirty tracking`],
    ['9.2', `${FIRST}: VFIO device doesn't support device and IOMMU dirty tracking`],
    ['10.0', `${FIRST}: VFIO device doesn't support device and IOMMU dirty tracking`],
  ])('with a warning when it was switched on without a tracker in %s', (release, message) => {
    expect(admission([IOMMUFD], { release })).toMatchObject({
      error: null,
      blockedReasons: [],
      devices: [{ verdict: 'warned', message, tracker: 'nobody' }],
    });
  });

  it('without a word in 8.0', () => {
    expect(admission([IOMMUFD], { release: '8.0' })).toMatchObject({
      error: null,
      devices: [{ verdict: 'allowed', message: '' }],
    });
  });
});
