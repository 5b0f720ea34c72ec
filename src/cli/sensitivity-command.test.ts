import { expect, it } from 'vitest';
import { busyGuest } from '../sweep/study/study.testing.ts';
import { runOf } from '../sweep/study/study.ts';
import { runCli } from './cli.ts';
import type { Io } from './io.ts';

const axes = [
  { field: 'downtime-limit', scale: 'linear', from: 500, to: 900, steps: 2 },
  { field: 'linkBytesPerSecond', scale: 'log', from: 5e6, to: 5e8, steps: 2 },
];

/** `sensitivity` with a plan for a file, its runs made in this thread. */
async function sensitivity(plan: object, ...args: string[]) {
  const said = { out: '', err: '' };
  let runs = 0;
  const io: Partial<Io> = {
    out(text) {
      said.out += text;
    },
    err(text) {
      said.err += text;
    },
    readText: () => JSON.stringify({ format: 1, scenario: { ...busyGuest, horizonMs: 60_000 }, axes, ...plan }),
    hand: () => ({
      run: async (scenarios, onRun) => {
        for (const scenario of scenarios) {
          runs++;
          onRun(runOf(scenario));
        }
      },
      end: () => {},
    }),
    interrupted: new AbortController().signal,
    terminal: false,
    wallMs: () => 0,
    cores: 2,
  };
  return { code: await runCli(['sensitivity', 'plan.json', ...args], io as Io), runs, ...said };
}

it('says what each axis does to each figure, the largest first', async () => {
  const { code, out, runs } = await sensitivity({}, '--trajectories', '6');
  expect([code, runs]).toEqual([0, 18]);
  expect(out.match(/^\w+$/gm)).toEqual(['success', 'guestPauseMs', 'totalTimeMs', 'sentBytes', 'slowdown']);
  expect(out).toMatch(/totalTimeMs\n {2}axis .*\n {2}linkBytesPerSecond .* -[\d.]+ .*\n {2}downtime-limit /);
});

it('--json has the runs between which an axis does most', async () => {
  const { out } = await sensitivity({ design: { kind: 'morris', trajectories: 4, levels: 6, seed: 2 } }, '--json');
  const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line)); // biome-ignore format: one line a line
  const of = (name: string) => lines.find(({ figure, field }) => figure === name && field === 'linkBytesPerSecond');
  const link = of('totalTimeMs');
  expect(of('success').steps).toBe(4);
  expect(link.steps).toBeLessThan(4); // the others end in a run that does not complete
  expect(link.strongest.from[0]).toBe(link.strongest.to[0]);
  expect(link.strongest.from[1]).not.toBe(link.strongest.to[1]);
});

it('refuses what is no number of walks, and a plan without axes', async () => {
  expect(await sensitivity({}, '--trajectories', '1')).toMatchObject({
    code: 2,
    err: '--trajectories: 1 is not a number from 2 to 10,000\n',
  });
  const question = { find: 'smallest', field: 'downtime-limit', from: 1, to: 9 };
  expect(await sensitivity({ axes: [], questions: [question] })).toMatchObject({
    code: 2,
    err: 'sensitivity needs a plan with axes\n',
  });
});
