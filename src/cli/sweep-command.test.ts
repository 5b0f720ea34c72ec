import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const built = join(project, 'dist-cli.test-sweep');
const folder = mkdtempSync(join(tmpdir(), 'switchover-sweep-'));

/** Some milliseconds a run, so that an interruption meets a sweep under way. */
const plan = {
  format: 1,
  scenario: {
    format: 2,
    guest: {
      ramBytes: 268_435_456,
      workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 32_768 }, writesPerSecond: 60_000 }],
    },
    link: { kind: 'wire', bytesPerSecond: 60_000_000 },
    horizonMs: 20_000,
  },
  axes: [
    { field: 'downtime-limit', scale: 'linear', from: 100, to: 3000, steps: 12 },
    { field: 'release', scale: 'list', values: ['7.2', '9.2'] },
  ],
  repeats: 2,
};

beforeAll(() => {
  spawnSync('node', ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.cli.config.ts', '--outDir', built], {
    cwd: project,
  });
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
});
afterAll(() => {
  for (const path of [built, folder]) rmSync(path, { recursive: true, force: true });
});

const args = (out: string, ...more: string[]) => [join(built, 'main.js'), 'sweep', 'plan.json', '--out', out, ...more];
const sweep = (out: string, ...more: string[]) =>
  spawnSync('node', args(out, ...more), { cwd: folder, env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' });
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Starts a sweep and interrupts it once some runs are in its journal. */
const interruptedBy = (signal: NodeJS.Signals, out: string, ...more: string[]): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn('node', args(out, ...more), { cwd: folder, env: { ...process.env, INIT_CWD: folder } });
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
    });
    const watch = setInterval(() => {
      if (!existsSync(join(folder, `${out}.partial`)) || textOf(`${out}.partial`).split('\n').length <= 4) return;
      clearInterval(watch);
      child.kill(signal);
    }, 5);
    child.on('exit', (code, by) => {
      clearInterval(watch);
      resolve(`${code ?? by} ${said.trim()}`);
    });
  });

describe('sweep', () => {
  it('writes the same rows with one thread and with several, as CSV, JSON and Parquet', async () => {
    expect(sweep('one.csv', '--jobs', '1')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(sweep('three.csv', '--jobs', '3').status).toBe(0);
    expect(textOf('three.csv')).toBe(textOf('one.csv'));
    expect(textOf('one.csv').trimEnd().split('\r\n')).toHaveLength(1 + 48);
    expect(sweep('all.json').status).toBe(0);
    expect(sweep('all.parquet').status).toBe(0);
    const parquet = readFileSync(join(folder, 'all.parquet'));
    const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength);
    expect(await parquetReadObjects({ file })).toEqual(JSON.parse(textOf('all.json')).rows);
    expect(existsSync(join(folder, 'one.csv.partial'))).toBe(false);
  }, 120_000);

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'interrupted by %s it loses no run, and resumed writes the same file',
    async (signal) => {
      const out = `${signal}.csv`;
      const said = await interruptedBy(signal, out, '--jobs', '2');
      expect(said).toMatch(signal === 'SIGKILL' ? /^SIGKILL/ : /^1 interrupted after \d+ runs; go on with --resume$/);
      expect(existsSync(join(folder, out))).toBe(false);
      const before = textOf(`${out}.partial`)
        .split('\n')
        .filter((line) => line.endsWith('}')).length;
      expect(before).toBeLessThan(48);
      expect(sweep(out)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('Go on with --resume, or remove the file'),
      });
      expect(sweep(out, '--resume').status).toBe(0);
      if (!existsSync(join(folder, 'one.csv'))) sweep('one.csv');
      expect(textOf(out)).toBe(textOf('one.csv'));
    },
    120_000,
  );

  it('a journal that was cut off in mid-line is used as far as it goes', () => {
    if (!existsSync(join(folder, 'one.csv'))) sweep('one.csv');
    writeFileSync(join(folder, 'cut.csv.partial'), '{"address":"00');
    expect(sweep('cut.csv', '--resume').status).toBe(0);
    expect(textOf('cut.csv')).toBe(textOf('one.csv'));
  }, 120_000);

  it.each([
    [['plan.json', 'other.json'], 'sweep takes one plan file'],
    [['none.json'], 'none.json: no such file'],
    [['plan.json', '--out', 'x.xls'], '--out: x.xls ends in none of .csv, .json, .parquet'],
    [['plan.json', '--resume'], '--resume needs --out'],
    [['plan.json', '--jobs', '0'], '--jobs: 0 is not a number from 1 to 1,024'],
  ])('refuses %s', (more, message) => {
    const said = spawnSync('node', [join(built, 'main.js'), 'sweep', ...more], {
      cwd: folder,
      env: { ...process.env, INIT_CWD: folder },
      encoding: 'utf8',
    });
    expect(said).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
