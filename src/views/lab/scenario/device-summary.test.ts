import { describe, expect, it } from 'vitest';
import { vfioDevice } from '../../../scenario/defaults.ts';
import { GIB, MIB } from '../../../units.ts';
import { type DevicePart, summaryOfPart } from './device-summary.ts';

const parts: readonly DevicePart[] = ['dma', 'tracking', 'protocol', 'state', 'times', 'properties'];
const wordsOf = (device: Parameters<typeof vfioDevice>[0]) =>
  Object.fromEntries(parts.map((part) => [part, summaryOfPart(part, vfioDevice(device))]));

describe('the summary of a part of a device', () => {
  it('says the defaults, unmarked', () => {
    expect(wordsOf({})).toEqual({
      dma: { words: 'no DMA', isChanged: false },
      tracking: { words: 'nobody', isChanged: false },
      protocol: { words: 'any protocol', isChanged: false },
      state: { words: '1 MiB', isChanged: false },
      times: { words: 'stop 1 ms · resume 1 ms', isChanged: false },
      properties: { words: 'migration on', isChanged: false },
    });
  });

  it('says what differs, and marks it', () => {
    const device = wordsOf({
      dma: {
        kind: 'bursts',
        region: { startPage: 0, pages: 5 },
        writesPerSecond: 9000,
        onMs: 5,
        offMs: 5,
        phaseMs: 0,
      },
      container: 'type1-pinned',
      protocol: 'v2',
      precopy: true,
      p2p: true,
      failsEntering: 'stop-copy',
      stopCopyBytes: GIB,
      initialBytes: 512 * MIB,
      dataSizeFails: true,
      p2pMs: 5,
      properties: {
        'enable-migration': 'auto',
        'x-pre-copy-dirty-page-tracking': false,
        'x-device-dirty-page-tracking': false,
      },
    });
    expect(device).toEqual({
      dma: { words: 'bursts 9,000 pages/s', isChanged: true },
      tracking: { words: 'pinned', isChanged: true },
      protocol: { words: 'v2 · PRE_COPY · P2P · fails entering stop-copy', isChanged: true },
      state: { words: '1 GiB · 512 MiB before · size unknown', isChanged: true },
      times: { words: 'stop 1 ms · peer-to-peer 5 ms · resume 1 ms', isChanged: true },
      properties: { words: 'migration auto · not asked in pre-copy · own log unused', isChanged: true },
    });
  });
});
