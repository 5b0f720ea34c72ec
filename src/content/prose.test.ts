import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, plain, termsIn, valuesIn } from './prose.ts';

describe('prose', () => {
  it('is cut into its pieces, in order', () => {
    expect(piecesOf('A [[sync]] found {found}; [[dirty-log|the log]] of `query-migrate` is *empty*.')).toEqual([
      { kind: 'text', text: 'A ' },
      { kind: 'term', id: 'sync', text: null },
      { kind: 'text', text: ' found ' },
      { kind: 'value', name: 'found' },
      { kind: 'text', text: '; ' },
      { kind: 'term', id: 'dirty-log', text: 'the log' },
      { kind: 'text', text: ' of ' },
      { kind: 'code', text: 'query-migrate' },
      { kind: 'text', text: ' is ' },
      { kind: 'stress', text: 'empty' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('names its values and its terms', () => {
    const text = 'The [[sync]] of {first-pass} and {limit}, as [[pass|passes]] go.';
    expect(valuesIn(text)).toEqual(['first-pass', 'limit']);
    expect(termsIn(text)).toEqual(['sync', 'pass']);
  });

  it('without marks is one piece, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => text !== '' && !/[{}[\]`*]/.test(text)),
        (text) => {
          expect(piecesOf(text)).toEqual([{ kind: 'text', text }]);
        },
      ),
    );
  });

  it('said aloud has its numbers and no marks', () => {
    expect(plain('In {n} [[pass|passes]]: `stop`.', (name) => (name === 'n' ? '3' : '?'))).toBe('In 3 passes: stop.');
  });
});
