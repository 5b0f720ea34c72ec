import { describe, expect, it } from 'vitest';
import { LinkError } from '../scenario/input-error.ts';
import { preset } from '../scenario/presets.ts';
import { linkOf, scenarioInLink } from './links.ts';

describe('the scenario in an address', () => {
  const { scenario } = preset('converging');

  it('is the one that the link was made of, wherever the address leads and whatever else it holds', async () => {
    const link = await linkOf(scenario);
    for (const address of [
      `#${link}`,
      `https://example.org/app/#view=compare&${link}`,
      `file:///a.html#${link}&sweep=1.x`,
    ])
      expect(await scenarioInLink(address)).toEqual(scenario);
  });

  it('is none where there is no link', async () => {
    for (const address of ['', 'https://example.org/', 'https://example.org/#view=sweep', 'javascript:alert(1)'])
      expect(await scenarioInLink(address)).toBe(null);
  });

  it('is refused where the app did not write it', async () => {
    await expect(scenarioInLink('#s=2.nonsense')).rejects.toThrow(LinkError);
    await expect(scenarioInLink('#s=9.AAAA')).rejects.toThrow(LinkError);
  });
});
