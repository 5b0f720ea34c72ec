import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTrace, parseTraceText, TraceError } from './read-trace.ts';
import { parseRecordings } from './recordings.ts';
import { recordingJson, recordings, recordingText } from './shipped.testing.ts';

describe('parseTrace', () => {
  it.each(recordings.map(({ name, file, kind }) => [name, file, kind]))('reads %s', (name, file, kind) => {
    expect(parseTraceText(recordingText(file), file)).toMatchObject({
      name,
      kind,
      accel: kind === 'tcg-lost-writes' ? 'tcg' : 'kvm',
      qemuVersion: '7.2.22',
    });
  });

  it('takes what is used, in our units', () => {
    const trace = parseTrace(recordingJson('hot-never-128m-cap32'), 'a.json');
    expect(trace.actions).toEqual([{ tMs: 20010.3, execute: 'migrate_cancel', arguments: {} }]);
    expect(trace.outcome.atCancel).toMatchObject({ atMs: 20030.1, transferredBytes: 671419744, dirtySyncCount: 34 });
    expect(trace.looks[0]).toMatchObject({ thresholdBytes: 0 });
    expect(trace.samples.at(-1)).toMatchObject({ status: 'cancelled', remainingBytes: null });
    expect(trace.outcome.syncs).toHaveLength(34);
  });

  it('ignores fields that are not used', () => {
    const json = recordingJson('idle-256m-cap64-r1');
    const more = {
      ...json,
      host: { cpus: 2 },
      samples: [{ tMs: 1, status: 'active', expectedDowntime: 300, ram: { mbps: 1 } }],
    };
    expect(parseTrace(more, 'a.json').samples).toEqual([
      { atMs: 1, status: 'active', remainingBytes: null, dirtySyncCount: null, throttlePercent: 0 },
    ]);
  });

  const idle = recordingJson('idle-256m-cap64-r1');
  const withConfig = (changes: object) => ({ ...idle, config: { ...idle.config, ...changes } });
  it.each<[string, unknown, string]>([
    ['another file', { format: 1 }, 'a.json: schema: missing'],
    ['a list', [], 'a.json: schema: missing'],
    ['null', null, 'a.json: schema: missing'],
    [
      'another schema',
      { schema: 'qemu-migration-trace/2' },
      'a.json: schema: "qemu-migration-trace/2" is not qemu-migration-trace/1',
    ],
    ['an empty recording', { schema: 'qemu-migration-trace/1' }, 'a.json: name: missing'],
    ['a missing field', withConfig({ ramBytes: undefined }), 'a.json: config.ramBytes: missing'],
    ['a wrong type', withConfig({ maxBandwidth: '64M' }), 'a.json: config.maxBandwidth: "64M" is not a number'],
    ['a negative size', withConfig({ ramBytes: -1 }), 'a.json: config.ramBytes: -1 is not a whole number from 0 up'],
    ['another page size', withConfig({ pageSize: 65536 }), 'a.json: config.pageSize: 65536 is not 4096'],
    ['samples that are no list', { ...idle, samples: {} }, 'a.json: samples: an object is not a list'],
    [
      'an inherited key',
      JSON.parse('{"schema":"qemu-migration-trace/1","__proto__":{}}'),
      'a.json: __proto__: unknown field',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseTrace(json, 'a.json')).toThrow(TraceError);
    expect(() => parseTrace(json, 'a.json')).toThrow(message);
  });

  it('refuses a recording that is cut off anywhere', () => {
    const text = recordingText('dlmax-uni-256m-cap64.json');
    fc.assert(
      fc.property(fc.nat(text.trimEnd().length - 1), (length) => {
        expect(() => parseTraceText(text.slice(0, length), 'a.json')).toThrow(TraceError);
      }),
    );
  });
});

describe('the recordings that come with the app', () => {
  it('are at most 3 MB, and at least six are offered', () => {
    const bytes = recordings.reduce((sum, { file }) => sum + recordingText(file).length, 0);
    expect(bytes).toBeLessThan(1_500_000);
    expect(recordings.filter(({ offered }) => offered !== null).length).toBeGreaterThanOrEqual(6);
  });

  it('are listed in a file that is checked too', () => {
    expect(() => parseRecordings({ recordings: [{ name: 1 }] })).toThrow(TraceError);
  });
});
