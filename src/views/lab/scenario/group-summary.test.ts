import { describe, expect, it } from 'vitest';
import { scenarioWith, vfioDevice } from '../../../scenario/defaults.ts';
import { managedBy } from '../../../scenario/management.ts';
import { GIB, MIB } from '../../../units.ts';
import { type GroupId, summaryOf } from './group-summary.ts';

const groups: readonly GroupId[] = ['guest', 'link', 'device', 'qemu', 'commands'];
const uniform = { kind: 'uniform', region: { startPage: 0, pages: 100 }, writesPerSecond: 90_000 } as const;

describe('the summary of a group', () => {
  it('says the defaults, unmarked', () => {
    const words = Object.fromEntries(groups.map((group) => [group, summaryOf(group, scenarioWith({}))]));
    expect(words).toEqual({
      guest: { words: '1 GiB · idle', isChanged: false },
      link: { words: '10 Gbit/s · cap 128 MiB/s', isChanged: false },
      device: { words: 'none', isChanged: false },
      qemu: { words: 'no capabilities', isChanged: false },
      commands: { words: 'none', isChanged: false },
    });
  });

  it('says what differs, and marks it', () => {
    const scenario = scenarioWith({
      guest: { ramBytes: 4 * GIB, workloads: [uniform], stoppedBeforeMigrate: true, nonzeroRanges: [] },
      link: { kind: 'wire', bytesPerSecond: null, changes: [{ atMs: 1, bytesPerSecond: 10_000 }] },
      host: 'recorded',
      parameters: { 'max-bandwidth': 0 },
      capabilities: { 'return-path': true },
      devices: [vfioDevice({ dma: { ...uniform, kind: 'ring' } })],
      actions: [{ atMs: 8000, execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': 64 * MIB } }],
    });
    const words = Object.fromEntries(groups.map((group) => [group, summaryOf(group, scenario)]));
    expect(words).toEqual({
      guest: { words: '4 GiB · 100 % zero · stopped · uniform 90,000 pages/s', isChanged: true },
      link: { words: 'as fast as the host · no cap · host as recorded · changes once', isChanged: true },
      device: { words: '1 × vfio-pci · ring 90,000 pages/s', isChanged: true },
      qemu: { words: 'return-path', isChanged: true },
      commands: { words: '8 s: migrate-set-parameters max-bandwidth 64 MiB/s', isChanged: true },
    });
  });

  it('says what later releases have', () => {
    const scenario = scenarioWith({
      qemu: {
        release: '9.0',
        viommu: true,
        onlyMigratable: true,
        allowRestricted: true,
        bandwidthSource: 'max-bandwidth',
      },
      parameters: { 'avail-switchover-bandwidth': 1_250_000_000 },
      capabilities: { 'return-path': true, 'switchover-ack': true },
    });
    expect(summaryOf('qemu', scenario)).toEqual({
      words:
        'vIOMMU · -only-migratable · opt-in · checks with max-bandwidth · switchover at 10 Gbit/s · return-path · switchover-ack',
      isChanged: true,
    });
  });

  it('names the tool, and whether it acts', () => {
    expect(summaryOf('management', scenarioWith({}))).toEqual({ words: 'nobody', isChanged: false });
    const shadow = scenarioWith({ management: managedBy('proxmox', {}, false) });
    expect(summaryOf('management', shadow)).toEqual({ words: 'Proxmox VE · shadow mode', isChanged: true });
  });

  it('counts what is more than one', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => vfioDevice({ name, deviceLogging: name === 'b' }));
    const several = scenarioWith({ devices: [a!, b!, c!] });
    const scenario = scenarioWith({
      guest: { workloads: [uniform, uniform] },
      link: { kind: 'fast', windowMs: 100 },
      actions: [
        { atMs: 1, execute: 'migrate_cancel' },
        { atMs: 2, fault: 'channel-error' },
      ],
    });
    expect(summaryOf('device', several).words).toBe('3 × vfio-pci · nobody · device log');
    expect(summaryOf('guest', scenario).words).toBe('1 GiB · 2 workloads');
    expect(summaryOf('link', scenario).words).toBe('takes no time, windows of 100 ms · cap 128 MiB/s');
    expect(summaryOf('commands', scenario).words).toBe('2 commands');
  });
});
