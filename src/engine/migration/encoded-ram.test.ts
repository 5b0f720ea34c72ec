import { describe, expect, it } from 'vitest';
import {
  capabilitiesWith,
  NO_POSTCOPY,
  PLAIN_CONTENT,
  PLAIN_HOSTING,
  parametersOf,
  qemuWith,
} from '../devices.testing.ts';
import type { Outcome } from '../record.ts';
import type { MigrationCapabilities, PageContent, Scenario } from '../scenario.ts';
import { simulate } from '../simulation.ts';

/**
 * 1,024 pages at 100 pages a window, of which 512 are written in turn as fast as they can be sent, a link that takes no time, and a
 * limit that is never met: what is counted follows from arithmetic.
 */
const busy = (
  content: Partial<PageContent>,
  capabilities: Partial<MigrationCapabilities>,
  parameters: Partial<Scenario['parameters']> = {},
): Scenario => ({
  format: 2,
  name: '',
  seed: 1,
  guest: {
    ramBytes: 1024 * 4096,
    firmware: 'bare',
    stoppedBeforeMigrate: false,
    nonzeroRanges: [{ fromPage: 0, toPage: 1024 }],
    ...PLAIN_HOSTING,
    content: { ...PLAIN_CONTENT, ...content },
    workloads: [{ kind: 'sequential', region: { startPage: 0, pages: 512 }, writesPerSecond: 5120, startIndex: 0 }],
  },
  link: { kind: 'wire', bytesPerSecond: 4_104_000 },
  host: 'ideal',
  pageCpuNs: 0,
  sendCores: 8,
  extraSyncMsPerGib: 0,
  devices: [],
  qemu: qemuWith(),
  sla: 'downtime-limit',
  postcopy: NO_POSTCOPY,
  parameters: { ...parametersOf(1, 0), ...parameters },
  capabilities: capabilitiesWith(capabilities),
  actions: [],
  horizonMs: 20_000,
});
const run = (...given: Parameters<typeof busy>): Outcome => simulate(busy(...given)).timeline().outcome!;

describe('XBZRLE', () => {
  it('makes a guest converge that writes whole pages faster than they can be sent', () => {
    expect(run({}, {}).status).toBe('not-converged');
    const outcome = run({}, { xbzrle: true });
    expect(outcome.status).toBe('completed');
    expect(outcome.audit.stalePages).toBe(0);
  });

  it('sends the first round whole, the second whole into the cache, then header, flag, length and what changed', () => {
    const { xbzrle, normalPages } = run({ changedBytes: 8 }, { xbzrle: true });
    expect(xbzrle).toMatchObject({ cacheMisses: 512, overflows: 0 });
    expect(normalPages).toBe(1024 + 512);
    const encoded = xbzrle!.pages - xbzrle!.skippedPages;
    expect(encoded).toBeGreaterThan(0);
    expect(xbzrle!.bytes).toBe(encoded * (1 + 2 + 1 + 1 + 8));
  });

  it('costs only where the cache is too small: pages that take turns in it keep each other out', () => {
    const { xbzrle, status } = run({}, { xbzrle: true }, { 'xbzrle-cache-size': 4096 });
    expect(status).toBe('not-converged');
    expect(xbzrle!.cacheMisses).toBeGreaterThan(5000);
    expect(xbzrle!.pages).toBeLessThan(xbzrle!.cacheMisses / 100);
  });

  it('sends a page whole whose changes have grown longer than it is', () => {
    const { xbzrle } = run({ changedBytes: 4094 }, { xbzrle: true });
    expect(xbzrle!.overflows).toBe(xbzrle!.pages - xbzrle!.skippedPages);
    expect(xbzrle!.bytes).toBe(xbzrle!.overflows * 4096);
  });
});

describe('compression', () => {
  it('sends header, length and what is left of each page but the first of a block', () => {
    const { compression, normalPages, transferredBytes } = run({ compressionRatio: 4 }, { compress: true });
    expect(normalPages).toBe(1);
    expect(compression!.compressedBytes).toBe(compression!.pages * (4 + 1024));
    expect(compression!.cpuMs).toBeCloseTo(compression!.pages * 0.05);
    expect(transferredBytes).toBeLessThan(compression!.pages * 1100 + 10_000);
  });

  it('takes the slower of link and threads', () => {
    const endMs = (compressMsPerPage: number, threads: number) =>
      simulate({
        ...busy({ compressionRatio: 4096, compressMsPerPage }, { compress: true }, { 'compress-threads': threads }),
        horizonMs: 600_000,
      }).timeline().syncs[1]!.atMs;
    const onLink = endMs(0, 1);
    expect(endMs(0.001, 8)).toBe(onLink);
    expect(endMs(8, 4)).toBeGreaterThan(1000 * 2);
    expect(endMs(8, 1) / endMs(8, 4)).toBeCloseTo(4, 1);
  });

  it('ends where XBZRLE begins', () => {
    const { compression, xbzrle } = run({}, { compress: true, xbzrle: true });
    expect(compression!.pages).toBe(1023);
    expect(xbzrle!.cacheMisses).toBe(512);
  });

  it('leaves some pages as long as they are, and about as many as it is told', () => {
    const { compression } = run({ incompressibleShare: 0.25, compressionRatio: 4 }, { compress: true, xbzrle: true });
    const long = (compression!.compressedBytes / compression!.pages - 4 - 1024) / 3072;
    expect(long).toBeGreaterThan(0.2);
    expect(long).toBeLessThan(0.3);
  });
});
