import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admissionDocument } from './admission-document.ts';
import { type AdmissionCase, type AdmissionRow, admissionCases, admissionTable } from './admission-table.ts';

/*
 * The truth table of admission, written down from sections 5.5, 6.2 and 6.3 of the semantics sheet and from nothing else:
 * the engine's own code has no part in it.
 */

type Answer = Pick<AdmissionRow, 'verdict' | 'message'>;

/** What the sheet says about one combination. The devices are added one after the other, `0000:01:00.0` first. */
function expected(each: AdmissionCase): Answer {
  if (each.release.startsWith('7.')) return before80(each);
  return each.release === '8.0' ? in80(each) : since81(each);
}

/** 6.2, P0: not x-enable-migration, or no container tracker. A vIOMMU and several devices are no obstacle (5.5). */
function before80({ enableMigration, containerTracker }: AdmissionCase): Answer {
  const tracked = containerTracker === 'type1' || containerTracker === 'type1-pinned';
  return enableMigration === 'on' && tracked ? ALLOWED : blocked("VFIO device doesn't support migration");
}

/** 6.3: P5, silent, if x-enable-migration=on, and two blockers of other causes. Off: the text of 7.2 is assumed. */
function in80({ enableMigration, devices, viommu }: AdmissionCase): Answer {
  if (enableMigration !== 'on') return blocked("VFIO device doesn't support migration");
  // Each of the two is added once, when it first applies: the first device already finds the vIOMMU.
  if (devices > 1) return blocked('Migration is currently not supported with multiple VFIO devices');
  return viommu ? blocked('Migration is currently not supported with vIOMMU enabled') : ALLOWED;
}

/**
 * 6.3 from 8.1 on. Per device: off blocks; a missing tracker blocks under auto and warns under on; a vIOMMU blocks. For all:
 * several devices, from 8.2 on only without P2P. `on` turns every blocker but that of the tracker into a refusal.
 */
function since81({ release, enableMigration, devices, viommu, p2p, ...trackers }: AdmissionCase): Answer {
  const last = devices === 1 ? '0000:01:00.0' : '0000:02:00.0';
  if (enableMigration === 'off') return blocked(`${last}: Migration is disabled for VFIO device`);
  const iommuCounts = ['9.1', '9.2', '10.0', '10.1'].includes(release);
  const tracked = trackers.deviceLogging || (iommuCounts && trackers.containerTracker === 'iommufd-tracking');
  const untracked = `VFIO device doesn't support device ${iommuCounts ? 'and IOMMU ' : ''}dirty tracking`;
  if (enableMigration === 'auto' && !tracked) return blocked(`${last}: ${untracked}`);
  const viommuFault = 'Migration is currently not supported with vIOMMU enabled';
  const severalFault =
    release === '8.1'
      ? 'Migration is currently not supported with multiple VFIO devices'
      : 'Multiple VFIO devices migration is supported only if all of them support P2P migration';
  const severalBlock = devices > 1 && (release === '8.1' || !p2p);
  if (enableMigration === 'on') {
    // The first device is refused for the vIOMMU before there is a second.
    if (viommu) return { verdict: 'realize-error', message: `0000:01:00.0: ${viommuFault}` };
    if (severalBlock) return { verdict: 'realize-error', message: severalFault };
    return tracked ? ALLOWED : { verdict: 'warned', message: `${last}: ${untracked}` };
  }
  // The vIOMMU is looked at after the number of devices, so its blocker is the last to be added.
  if (viommu) return blocked(`${last}: ${viommuFault}`);
  return severalBlock ? blocked(severalFault) : ALLOWED;
}

const ALLOWED: Answer = { verdict: 'allowed', message: '' };
const blocked = (message: string): Answer => ({ verdict: 'blocked', message });

describe('admission', () => {
  const table = admissionTable();

  it('is decided for every combination, each once', () => {
    expect(table).toHaveLength(11 * 3 * 2 * 4 * 2 * 2 * 2);
    expect(new Set(admissionCases().map((each) => JSON.stringify(each))).size).toBe(table.length);
    expect(Object.keys(table[0]!)).toEqual([
      'release',
      'enableMigration',
      'deviceLogging',
      'containerTracker',
      'viommu',
      'devices',
      'p2p',
      'verdict',
      'message',
    ]);
  });

  it('is what the sheet says', () => {
    const wrong = table.filter(({ verdict, message, ...each }) => {
      const answer = expected(each);
      return answer.verdict !== verdict || answer.message !== message;
    });
    expect(wrong.slice(0, 5).map((row) => ({ row, expected: expected(row) }))).toEqual([]);
  });

  it('stands in the repository as it comes out', () => {
    const document = readFileSync(new URL('../../docs/admission.md', import.meta.url), 'utf8');
    expect(admissionDocument(table)).toBe(document);
  });

  it('stands there with every combination counted', () => {
    const counts = [...admissionDocument(table).matchAll(/\| (\d+) \| (?:allowed|warned|blocked|realize-error) \|/g)];
    const parts = admissionDocument(table).split('\n## ').length - 1;
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(parts * 192);
  });
});
