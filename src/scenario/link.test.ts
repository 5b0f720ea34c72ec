import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenario } from './arbitrary.ts';
import { changesOf } from './changes.ts';
import { scenarioWith, vfioDevice } from './defaults.ts';
import { LinkError } from './input-error.ts';
import { decodeLink, encodeLink, type LinkView } from './link.ts';
import { MOST_NOTES } from './note.ts';

const arbitraryTimes = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([fromMs, ms]) => ({ fromMs, toMs: fromMs + ms }));
const arbitrarySlots = fc
  .tuple(fc.nat(5000), fc.nat(99))
  .map(([fromSlot, more]) => ({ fromSlot, toSlot: fromSlot + more + 1 }));
const arbitraryView: fc.Arbitrary<LinkView> = fc.record(
  {
    playheadMs: fc.integer({ min: 0, max: 50_000 }).map((tenths) => tenths / 10),
    slot: fc.nat(10_000),
    decision: fc.nat(1000),
    span: arbitraryTimes,
    pages: arbitrarySlots,
    zoom: arbitrarySlots,
    notes: fc.array(
      fc.record({
        text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
        at: fc.oneof(fc.record({ atMs: fc.nat(9999) }), arbitraryTimes, arbitrarySlots),
      }),
      { minLength: 1, maxLength: MOST_NOTES },
    ),
  },
  { requiredKeys: [] },
);
const linkOf = (json: unknown) => `s=2.${deflateRawSync(JSON.stringify(json)).toString('base64url')}`;

describe('a link', () => {
  it('gives back what went in', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario(), arbitraryView, async (scenario, view) => {
        const link = await encodeLink({ scenario, view });
        expect(link).toMatch(/^s=2\.[\w-]+$/);
        expect(await decodeLink(`#${link}`)).toEqual({ scenario, view });
      }),
    );
  });

  it('stores only what differs from the defaults', async () => {
    const nothing = await encodeLink({ scenario: scenarioWith({}), view: {} });
    expect(nothing.length).toBeLessThan(40);
    const scenario = scenarioWith({ guest: { ramBytes: 4 * 2 ** 30 }, parameters: { 'downtime-limit': 0 } });
    expect(changesOf(scenario)).toEqual({ guest: { ramBytes: 4 * 2 ** 30 }, parameters: { 'downtime-limit': 0 } });
    const devices = [vfioDevice({}), vfioDevice({ name: 'b', properties: { 'enable-migration': 'auto' } })];
    expect(changesOf(scenarioWith({ devices, sla: 'none' }))).toEqual({
      devices: [{}, { name: 'b', properties: { 'enable-migration': 'auto' } }],
      sla: 'none',
    });
  });

  it('is null where there is none', async () => {
    expect(await decodeLink('')).toBeNull();
    expect(await decodeLink('#/compare')).toBeNull();
  });

  it.each([
    ['a later version', 's=3.AAAA', 'link: this link is of another version'],
    ['no version', 's=AAAA', 'link: this link is of another version'],
    ['other characters', 's=2.%3Cscript%3E', 'link: the link is damaged'],
    ['nothing', 's=2.', 'link: the link is damaged'],
    ['what is not deflate', 's=2.AAAAAAAAAAAA', 'link: the link is damaged'],
    ['an impossible length', 's=2.A', 'link: the link is damaged'],
    ['too much text', `s=2.${'A'.repeat(300_000)}`, 'link: the link is too long'],
    ['a bomb', linkOf({ scenario: { name: 'x'.repeat(5_000_000) }, view: {} }), 'link: the link holds more than 1 MiB'],
    ['another JSON', linkOf([1]), 'link: a list is not an object'],
    ['an unknown field', linkOf({ scenario: {}, view: { theme: 'dark' } }), 'link: view.theme: unknown field'],
    [
      'a time that ends early',
      linkOf({ scenario: {}, view: { span: { fromMs: 5, toMs: 1 } } }),
      'link: view.span: it ends before',
    ],
    [
      'no pages',
      linkOf({ scenario: {}, view: { zoom: { fromSlot: 5, toSlot: 5 } } }),
      'link: view.zoom: it ends before',
    ],
    [
      'a note on nothing',
      linkOf({ scenario: {}, view: { notes: [{ text: 'here', at: {} }] } }),
      'link: view.notes.0.at: neither an instant nor a stretch',
    ],
    [
      'a note without words',
      linkOf({ scenario: {}, view: { notes: [{ text: '', at: { atMs: 1 } }] } }),
      'link: view.notes.0.text: the text is empty',
    ],
    [
      'too many notes',
      linkOf({ scenario: {}, view: { notes: Array(13).fill({ text: 'a', at: { atMs: 1 } }) } }),
      'link: view.notes: 13 entries',
    ],
    ['a wrong scenario', linkOf({ scenario: { seed: -1 }, view: {} }), 'link: seed: -1 is not a whole number'],
    [
      'an inherited key',
      `s=2.${deflateRawSync('{"scenario":{"__proto__":{}},"view":{}}').toString('base64url')}`,
      'link: scenario.__proto__: unknown field',
    ],
    ['half of one', linkOf({ scenario: { name: 'half' }, view: {} }).slice(0, 30), 'link: '],
  ])('refuses %s', async (_, link, message) => {
    const refused = decodeLink(link);
    await expect(refused).rejects.toThrow(LinkError);
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses any damage with a LinkError or reads a valid scenario', async () => {
    const link = await encodeLink({ scenario: scenarioWith({ name: 'a name', seed: 77 }), view: { playheadMs: 5 } });
    await fc.assert(
      fc.asyncProperty(fc.nat(link.length - 5), fc.constantFrom('', 'A', '_', 'zz'), async (at, put) => {
        const damaged = link.slice(0, 4 + at) + put + link.slice(5 + at);
        const state = await decodeLink(damaged).catch((error: unknown) => error);
        expect(state instanceof LinkError || (state as { scenario: unknown }).scenario !== undefined).toBe(true);
      }),
    );
  });
});
