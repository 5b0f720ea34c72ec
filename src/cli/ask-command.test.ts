import { expect, it } from 'vitest';
import { busyGuest } from '../sweep/study/study.testing.ts';
import { runOf } from '../sweep/study/study.ts';
import { runCli } from './cli.ts';
import type { Io } from './io.ts';

/** `ask` with a plan for a file, its runs made in this thread. */
async function ask(plan: object, ...args: string[]) {
  const said = { out: '', err: '' };
  const io: Partial<Io> = {
    out(text) {
      said.out += text;
    },
    err(text) {
      said.err += text;
    },
    readText: () => JSON.stringify({ format: 1, scenario: busyGuest, axes: [], ...plan }),
    hand: () => ({
      run: async (scenarios, onRun) => {
        for (const scenario of scenarios) onRun(runOf(scenario));
      },
      end: () => {},
    }),
    cores: 3,
  };
  return { code: await runCli(['ask', 'plan.json', ...args], io as Io), ...said };
}
const smallestLimit = { find: 'smallest', field: 'downtime-limit', from: 1, to: 5000 };
const promise = {};

it('says the smallest limit, the value below it that fails, and why the scenario fails as it stands', async () => {
  const { code, out } = await ask({ questions: [smallestLimit], promise });
  expect(code).toBe(0);
  expect(out).toMatch(/smallest downtime-limit: ([\d,]+) ms holds, [\d,]+ fails\.\n {2}As it stands it fails, /);
  expect(out).toMatch(/downtime-limit [\d,]+ ms instead of 300 would succeed; 1 % less change fails\./);
});

it('--json has the proof of each answer by its digests', async () => {
  const { out } = await ask({ questions: [smallestLimit], promise, repeats: 3 }, '--json');
  const answer = JSON.parse(out);
  expect(answer.answers[0]).toMatchObject({ status: 'found', keptAtLeast: 0.05 ** (1 / 3) });
  expect(answer.answers[0].proof.map(({ holds }: { holds: boolean }) => holds)).toEqual([true, false]);
  expect(answer.answers[0].proof[0].digests).toHaveLength(3);
  expect(answer.smallestChanges.length).toBeGreaterThan(2);
});

it('is asked for each combination of the axes', async () => {
  const axes = [{ field: 'release', scale: 'list', values: ['7.2', '10.1'] }];
  const { out } = await ask({ axes, questions: [smallestLimit], promise }, '--json');
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).set.release),
  ).toEqual(['7.2', '10.1']);
});

it('"never" is exit code 1 only when that was asked for', async () => {
  const never = { questions: [{ ...smallestLimit, to: 5 }], promise };
  expect(await ask(never)).toMatchObject({
    code: 0,
    out: expect.stringContaining('smallest downtime-limit: never, from 1 to 5 ms.'),
  });
  expect((await ask(never, '--fail-if-never')).code).toBe(1);
  expect((await ask({ questions: [smallestLimit], promise }, '--fail-if-never')).code).toBe(0);
});
