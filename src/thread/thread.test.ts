import { describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { FactsSoFar } from './expectation.ts';
import { factsOf } from './facts.ts';
import { type Finding, judge } from './judgement.ts';
import { RUNS, type RunId } from './runs.ts';
import { SITUATIONS } from './situations.ts';
import { answersTo, CLAIMS, claimById, MESSAGES, messageById, PARTS, RUNS_IN_ORDER } from './thread.ts';

/** Every run of the screen, made by the engine. */
const facts: FactsSoFar = Object.fromEntries(
  (Object.keys(RUNS) as RunId[]).map((id) => {
    const { scenario } = RUNS[id];
    return [id, factsOf(scenario, simulate(scenario, { keyframeBudgetBytes: 0 }).timeline())];
  }),
);

/** What the runs make of each claim, where not all of them bear it out. The screen reads it from the runs; here a change is seen. */
const NOT_BORNE_OUT: Readonly<Record<string, Finding>> = {
  't3-botched': 'in part',
  't3-nop': 'in part',
  't5-always': 'in part',
  't9-hope': 'in part',
  't12-knob': 'contradicted',
};

describe('the messages', () => {
  it('are the patch, fifteen mails, and what came after', () => {
    expect(PARTS[0]!.messages.map(({ mark }) => mark)).toEqual([
      '4/9',
      ...Array.from({ length: 15 }, (_, index) => `T#${index + 1}`),
    ]);
    expect(PARTS.map(({ messages }) => messages.length)).toEqual([16, 10, 3]);
  });

  it('have ids of their own, stand in the order of time, and answer what was said before', () => {
    expect(new Set(MESSAGES.map(({ id }) => id)).size).toBe(MESSAGES.length);
    expect(new Set(CLAIMS.map(({ id }) => id)).size).toBe(CLAIMS.length);
    for (const { messages } of PARTS) {
      const times = messages.map(({ when }) => when);
      expect(times).toEqual(times.toSorted());
    }
    for (const message of MESSAGES)
      for (const answered of message.answers)
        expect(MESSAGES.indexOf(messageById(answered)), message.id).toBeLessThan(MESSAGES.indexOf(message));
    expect(MESSAGES.filter(({ answers }) => answers.length === 0).map(({ id }) => id)).toEqual(['patch']);
    expect(answersTo('patch').map(({ id }) => id)).toEqual(['T1', 'T12', 'vdpa']);
  });

  it('have at least one claim each, and each claim a run with something to be seen in it', () => {
    for (const { id, claims } of MESSAGES) {
      expect(claims.length, id).toBeGreaterThan(0);
      for (const { tests } of claims) {
        expect(tests.length, id).toBeGreaterThan(0);
        for (const { expects } of tests) expect(expects.length, id).toBeGreaterThan(0);
      }
    }
    expect(() => messageById('T16')).toThrow(RangeError);
    expect(claimById('t16')).toBeNull();
  });
});

describe('the runs', () => {
  it.each(Object.entries(RUNS))('%s is a scenario that a file could hold', (id, { scenario }) => {
    expect(parseScenario(JSON.parse(JSON.stringify(scenario)), id)).toEqual(scenario);
  });

  it('are all looked at', () => {
    expect(Object.keys(RUNS).toSorted()).toEqual([...RUNS_IN_ORDER].toSorted());
  });
});

describe('the claims', () => {
  it('are borne out, contradicted, or either in part, as the engine has it', () => {
    const found = CLAIMS.map((claim) => [claim.id, judge(claim, facts).finding] as const);
    expect(Object.fromEntries(found.filter(([, finding]) => finding !== 'borne out'))).toEqual(NOT_BORNE_OUT);
  });

  it('wait for their runs', () => {
    const { finding, tests } = judge(claimById('t7-all-dirty')!, { 'all-dirty': facts['all-dirty']! });
    expect(finding).toBe('waiting');
    expect(tests[0]!.isBorneOut).toBeNull(); // it is compared with a run that is not there
    expect(tests[1]!.checks[0]).toEqual({ expected: 'status = completed', found: '', isMet: null });
  });

  it('turn with the figures', () => {
    const claim = claimById('t13-faulty')!;
    expect(judge(claim, { knob: { ...facts.knob!, lostPages: 0 } }).finding).toBe('contradicted');
  });

  it('come to these figures', async () => {
    const lines = MESSAGES.flatMap((message) => [
      `${message.mark} ${message.who} ${message.when}`,
      ...message.claims.flatMap((claim) => {
        const { finding, tests } = judge(claim, facts);
        return [
          `  ${claim.id}: ${finding}`,
          ...tests.flatMap(({ test, checks }) =>
            checks.map(
              ({ expected, found, isMet }) =>
                `    ${isMet ? '+' : '-'} ${test.run}${test.situation ? ` (${test.situation})` : ''}: ${expected}; ${found}`,
            ),
          ),
        ];
      }),
    ]);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./outcomes.txt');
  });
});

describe('the two situations', () => {
  it('are kept apart: the patch changes nothing in A, and everything in B', () => {
    const [a, b] = SITUATIONS.map(({ before, patched }) => [facts[before]!, facts[patched]!] as const);
    expect(a![0].digest).toBe(a![1].digest);
    expect([b![0].status, b![1].status]).toEqual(['refused', 'completed']);
    expect(b![1].downtimeMs).toBeGreaterThan(b![1].limitMs);
    for (const { spokenOf } of SITUATIONS) for (const id of spokenOf) expect(claimById(id)).not.toBeNull();
  });
});
