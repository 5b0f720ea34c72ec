import { describe, expect, it } from 'vitest';
import { showInHash } from '../store/show-link.ts';
import { embedCode, LENT_FIELDS, sharedAddress } from './share-link.ts';

const ADDRESS = 'https://switchover.example/app/#view=lab&show=present&s=2.abc';

describe('a link that is handed on', () => {
  it('says how it is shown and what is free, and nothing twice', () => {
    const locked = sharedAddress(ADDRESS, {
      showing: 'embed',
      lock: 'some free',
      free: ['downtime-limit', 'tracking'],
    });
    expect(locked).toBe('https://switchover.example/app/#view=lab&s=2.abc&show=embed&free=downtime-limit,tracking');
    expect(showInHash(new URL(locked).hash)).toEqual({ showing: 'embed', freeFields: ['downtime-limit', 'tracking'] });
    const readOnly = sharedAddress(locked, { showing: 'full', lock: 'read only', free: LENT_FIELDS });
    expect(showInHash(new URL(readOnly).hash)).toEqual({ showing: 'full', freeFields: [] });
    expect(sharedAddress(readOnly, { showing: 'full', lock: 'nothing locked', free: [] })).toBe(
      'https://switchover.example/app/#view=lab&s=2.abc',
    );
  });

  it('puts no markup of a title into the page that embeds it', () => {
    expect(embedCode('https://a.example/#x&y', '"><script>')).toContain(
      'src="https://a.example/#x&amp;y" title="&quot;&gt;&lt;script&gt;"',
    );
  });
});
