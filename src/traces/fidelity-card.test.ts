import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CARD_FILE, cardText, parseCard } from './fidelity-card.ts';
import { TraceError } from './read-trace.ts';
import { recordings } from './shipped.testing.ts';

const text = readFileSync(new URL(`../../public/${CARD_FILE}`, import.meta.url), 'utf8');

describe('the card that comes with the app', () => {
  const card = parseCard(text);

  it('is read as it was written', () => {
    expect(cardText(card)).toBe(text);
  });

  it('has every recording, every golden trace and every cell', () => {
    expect(card.recordings.map(({ name }) => name)).toEqual(recordings.map(({ name }) => name));
    expect(card.vs1).toHaveLength(48);
    expect(card.golden.every(({ holds }) => holds)).toBe(true);
    expect(card.aims.every(({ holds }) => holds)).toBe(true);
  });

  it('has a cause for all that misses', () => {
    for (const { name, misses, cause } of card.recordings)
      expect([name, cause !== '']).toEqual([name, misses.length > 0]);
    for (const { what, holds, tolerance, cause } of card.published)
      if (!holds || tolerance === null) expect(cause, what).not.toBe('');
  });
});

it.each([
  ['of another form', '{"format":2}', /card\.json: format/],
  ['without a list', '{"format":1,"fidelity":{}}', /card\.json: aims: /],
])('a card %s is refused', (_, bad, said) => {
  expect(() => parseCard(bad)).toThrow(TraceError);
  expect(() => parseCard(bad)).toThrow(said);
});
