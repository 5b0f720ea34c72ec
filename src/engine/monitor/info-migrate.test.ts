import { describe, expect, it } from 'vitest';
import { infoMigrate } from './info-migrate.ts';

const GLOBALS = [
  'globals:',
  'store-global-state: on',
  'only-migratable: off',
  'send-configuration: on',
  'send-section-footer: on',
  'decompress-error-check: on',
  'clear-bitmap-shift: 18',
];
const ram = {
  total: 134_750_208,
  'postcopy-requests': 0,
  'dirty-sync-count': 1,
  'multifd-bytes': 0,
  'pages-per-second': 32_710,
  'downtime-bytes': 0,
  'page-size': 4096,
  remaining: 93_646_848,
  'postcopy-bytes': 0,
  mbps: 1073.93616,
  transferred: 40_270_486,
  'precopy-bytes': 40_270_486,
  duplicate: 223,
  'dirty-pages-rate': 0,
  skipped: 0,
  'normal-bytes': 40_189_952,
  normal: 9812,
};
const lines = (reply: Record<string, unknown>): string[] => infoMigrate(reply, 18).split('\n');

describe('info migrate', () => {
  it('says how large a chunk of the dirty log is', () => {
    expect(infoMigrate({}, 9).split('\n')).toContain('clear-bitmap-shift: 9');
  });

  it('of an active migration has the lines of 7.2 in their order, sizes in kbytes rounded down', () => {
    const reply = { status: 'active', 'setup-time': 1, 'total-time': 259, 'expected-downtime': 300, ram };
    expect(lines(reply)).toEqual([
      ...GLOBALS,
      'Migration status: active',
      'total time: 259 ms',
      'expected downtime: 300 ms',
      'setup: 1 ms',
      'transferred ram: 39326 kbytes',
      'throughput: 1073.94 mbps',
      'remaining ram: 91452 kbytes',
      'total ram: 131592 kbytes',
      'duplicate: 223 pages',
      'skipped: 0 pages',
      'normal: 9812 pages',
      'normal bytes: 39248 kbytes',
      'dirty sync count: 1',
      'page size: 4 kbytes',
      'multifd bytes: 0 kbytes',
      'pages-per-second: 32710',
      'precopy ram: 39326 kbytes',
    ]);
  });

  it('shows some figures only when they are not zero', () => {
    const reply = {
      status: 'completed',
      'setup-time': 1,
      'total-time': 900,
      downtime: 27,
      ram: { ...ram, 'dirty-pages-rate': 8180, 'downtime-bytes': 4111 },
      vfio: { transferred: 5000 },
    };
    const text = lines(reply);
    expect(text.slice(7, 11)).toEqual([
      'Migration status: completed',
      'total time: 900 ms',
      'downtime: 27 ms',
      'setup: 1 ms',
    ]);
    expect(text.slice(-4)).toEqual([
      'dirty pages rate: 8180 pages',
      'precopy ram: 39326 kbytes',
      'downtime ram: 4 kbytes',
      'vfio device transferred: 4 kbytes',
    ]);
  });

  it('counts post-copy requests and throttling where there are some, in the place that QEMU gives them', () => {
    const reply = {
      status: 'active',
      'setup-time': 1,
      'total-time': 900,
      'expected-downtime': 300,
      ram: { ...ram, 'dirty-pages-rate': 8180, 'postcopy-requests': 7, 'postcopy-bytes': 2048 },
      'cpu-throttle-percentage': 30,
      vfio: { transferred: 5000 },
    };
    expect(lines(reply).slice(-6)).toEqual([
      'dirty pages rate: 8180 pages',
      'postcopy request count: 7',
      'precopy ram: 39326 kbytes',
      'postcopy ram: 2 kbytes',
      'cpu throttle percentage: 30',
      'vfio device transferred: 4 kbytes',
    ]);
  });

  it('of a failed one gives the error behind the status', () => {
    expect(lines({ status: 'failed', 'error-desc': 'Broken pipe' })).toEqual([
      ...GLOBALS,
      'Migration status: failed (Broken pipe)',
    ]);
  });

  it('of a blocked one lists the reasons', () => {
    expect(lines({ 'blocked-reasons': ["VFIO device doesn't support migration"] })).toEqual([
      ...GLOBALS,
      'Outgoing migration blocked:',
      "  VFIO device doesn't support migration",
    ]);
  });
});
