import { describe, expect, it } from 'vitest';
import type { Finding, JudgedTest } from '../../thread/judgement.ts';
import { MESSAGES } from '../../thread/thread.ts';
import { changeText, findingText, headline, nodeText, tallyOf, whenText } from './words.ts';

const judged = (isBorneOut: boolean | null, situation?: 'A' | 'B'): JudgedTest => ({
  test: { run: 'skip', expects: [], ...(situation && { situation }) },
  checks: [],
  isBorneOut,
});

describe('what the runs make of a claim', () => {
  it.each<[Finding, JudgedTest[], string]>([
    ['waiting', [judged(null)], 'Waits for its runs'],
    ['borne out', [judged(true)], 'The run bears it out'],
    ['borne out', [judged(true), judged(true)], 'Both runs bear it out'],
    ['borne out', [judged(true), judged(true), judged(true)], 'All 3 runs bear it out'],
    ['contradicted', [judged(false)], 'The run contradicts it'],
    ['contradicted', [judged(false), judged(false)], 'None of its runs bears it out'],
    ['in part', [judged(true), judged(false)], '1 of 2 runs bears it out'],
    ['in part', [judged(true, 'A'), judged(false, 'A')], '1 of 2 runs bears it out'],
    ['in part', [judged(true, 'A'), judged(false, 'B')], 'Borne out in situation A, not in B'],
    ['in part', [judged(true), judged(true), judged(false)], '2 of 3 runs bear it out'],
  ])('%s', (finding, tests, text) => {
    expect(findingText({ finding, tests })).toBe(text);
  });

  it('is summed up over the page', () => {
    expect(headline(tallyOf(['borne out', 'waiting', 'waiting']))).toBe('3 claims: 1 met their runs so far');
    expect(headline(tallyOf(['borne out', 'borne out', 'in part', 'contradicted']))).toBe(
      '4 claims met their runs: 2 are borne out, 1 in part, 1 not at all',
    );
  });
});

it('says when, as far as it is known', () => {
  expect(whenText('2022-05-17 16:08')).toBe('17 May 2022, 16:08 UTC');
  expect(whenText('2022-06-07')).toBe('7 June 2022');
  expect(whenText('2023-08')).toBe('August 2023');
  expect(whenText('2025')).toBe('2025');
});

it('says a node of the map to somebody who does not see it', () => {
  const t1 = MESSAGES.find(({ id }) => id === 'T1')!;
  const said = nodeText(t1, ['borne out', 'in part'], (id) => `[${id}]`);
  expect(said).toMatch(/^, answers \[patch\]: .*\. 2 claims: 1 borne out, 1 in part\.$/);
});

it('tells what the patch changes from the runs alone', () => {
  const run = { digest: '1', status: 'refused', downtimeMs: null };
  expect(changeText(undefined, run)).toBeNull();
  expect(changeText(run, run)).toContain('changes nothing');
  expect(changeText(run, { digest: '2', status: 'completed', downtimeMs: 2805 })).toBe(
    'The patch changes everything: “refused” becomes a stop of 2.81 s.',
  );
  expect(changeText(run, { digest: '2', status: 'failed', downtimeMs: null })).toContain('becomes failed');
});
