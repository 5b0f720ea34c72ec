import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { build, type Plugin } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { QUEUE_NAME } from './queue.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis && process.env.REDIS_REQUIRED)
  throw new Error('redis-server is not installed, and REDIS_REQUIRED is set');
if (!hasRedis) console.log('redis-server is not installed: the tests of sweep --queue are skipped');

const project = fileURLToPath(new URL('../..', import.meta.url));
const built = join(project, 'dist-cli.test-queue');
const builtOther = `${built}-other`;
const folder = mkdtempSync(join(tmpdir(), 'switchover-queue-'));
const pathOf = (name: string): string => join(folder, name);
const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

/** Some milliseconds a run, so that what happens to the machines happens in the middle. */
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
  axes: [{ field: 'downtime-limit', scale: 'linear', from: 100, to: 3000, steps: 12 }],
  repeats: 4,
};

/** The same program as somebody has it whose engine gives other runs. */
const ofAnotherRevision: Plugin = {
  name: 'another-revision',
  transform: (code, id) =>
    id.endsWith('study/address.ts') ? code.replace(/ENGINE_REVISION = \d+/, 'ENGINE_REVISION = 999') : null,
};

let port = 0;
let server: ChildProcess;
const address = () => `redis://127.0.0.1:${port}`;

/** A Redis that keeps nothing over a restart, ready. */
async function startRedis(...more: string[]): Promise<void> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  server = spawn('redis-server', [...args, ...more]);
  let said = '';
  for await (const data of server.stdout!) {
    said += data;
    if (said.includes('Ready to accept connections')) break;
  }
}

async function endRedis(): Promise<void> {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

/** What is in the queue, asked of Redis itself. */
async function inQueue<T>(ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(address());
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}
const keyOf = (list: string) => `bull:${QUEUE_NAME}:${list}`;

interface Started {
  readonly child: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly said: () => string;
  /** Resolves once standard error has it. */
  readonly says: (text: string) => Promise<void>;
}

const started: Started[] = [];
function start(args: readonly string[], program = built): Started {
  const child = spawn('node', [join(program, 'main.js'), ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal!));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => said.includes(text) && resolve();
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`ended without saying "${text}": ${said}`)));
      look();
    });
  const one = { child, ended, said: () => said, says };
  started.push(one);
  return one;
}
const worker = (program?: string) => start(['sweep-worker', '--queue', address(), '--jobs', '1'], program);
const sweep = (out: string, ...more: string[]) =>
  start(['sweep', 'plan.json', '--out', out, '--queue', address(), '--jobs', '4', ...more]);

/** Resolves once more than four runs of the sweep to `out` are in its journal; rejects when it ends before, or is ended with the test. */
const underWay = (asking: Started, out: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (!existsSync(pathOf(`${out}.partial`)) || textOf(`${out}.partial`).split('\n').length <= 5) return;
      clearInterval(watch);
      resolve();
    }, 5);
    asking.ended.then((how) => {
      clearInterval(watch);
      reject(new Error(`the sweep to ${out} ended with ${how} before it was under way: ${asking.said()}`));
    });
  });

describe.skipIf(!hasRedis)('sweep --queue', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const toBuild = { root: project, configFile: join(project, 'vite.cli.config.ts'), logLevel: 'error' } as const;
    await build({ ...toBuild, build: { outDir: built } });
    await build({ ...toBuild, plugins: [ofAnotherRevision], build: { outDir: builtOther } });
    writeFileSync(pathOf('plan.json'), JSON.stringify(plan));
    expect(await start(['sweep', 'plan.json', '--out', 'alone.csv', '--jobs', '1']).ended).toBe(0);
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    port = (free.address() as { port: number }).port;
    await new Promise((resolve) => free.close(resolve));
    await startRedis();
  }, 120_000);
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    started.length = 0;
    await inQueue((redis) => redis.flushall());
  });
  afterAll(async () => {
    await endRedis();
    for (const path of [built, builtOther, folder]) rmSync(path, { recursive: true, force: true });
  });

  it('loses nothing when a worker is killed, and writes the file of one machine', async () => {
    const [killed] = [worker(), worker()];
    const asking = sweep('killed.csv');
    await underWay(asking, 'killed.csv');
    killed.child.kill('SIGKILL');
    expect([await killed.ended, await asking.ended]).toEqual(['SIGKILL', 0]);
    expect(textOf('killed.csv')).toBe(textOf('alone.csv'));
    const events = await inQueue((redis) => redis.xrange(keyOf('events'), '-', '+'));
    expect(events.filter(([, fields]) => fields.includes('stalled')).length).toBeGreaterThan(0); // it was in the middle of a job
    expect(existsSync(pathOf('killed.csv.partial'))).toBe(false);
    expect(await inQueue((redis) => redis.keys(keyOf('r*')))).toEqual([]); // nothing stays behind
  });

  it('goes on after Redis was restarted and has forgotten everything', async () => {
    const workers = [worker(), worker()];
    const asking = sweep('restarted.csv');
    await underWay(asking, 'restarted.csv');
    await endRedis();
    await asking.says(`${address()} is away; waiting for it`);
    const before = textOf('restarted.csv.partial').trimEnd().split('\n');
    expect(before.length).toBeLessThan(48);
    await startRedis();
    await asking.says(`${address()} is back`);
    expect(await asking.ended).toBe(0);
    expect(textOf('restarted.csv')).toBe(textOf('alone.csv'));
    expect(workers.map(({ child }) => child.exitCode)).toEqual([null, null]);
  });

  it('takes its jobs back on Ctrl-C, and --resume goes on at the queue or without it', async () => {
    worker();
    const asking = sweep('resumed.csv');
    await underWay(asking, 'resumed.csv');
    asking.child.kill('SIGINT');
    expect(await asking.ended).toBe(1);
    expect(asking.said()).toMatch(/interrupted after \d+ runs; go on with --resume\n$/);
    expect(await inQueue((redis) => redis.llen(keyOf('wait')))).toBe(0);
    const runs = textOf('resumed.csv.partial');
    writeFileSync(pathOf('here.csv.partial'), runs);
    const here = start(['sweep', 'plan.json', '--out', 'here.csv', '--resume', '--jobs', '1']);
    expect([await sweep('resumed.csv', '--resume').ended, await here.ended]).toEqual([0, 0]);
    for (const out of ['resumed.csv', 'here.csv']) expect(textOf(out)).toBe(textOf('alone.csv'));
  });

  it('both sides end when they are told to while Redis is away', async () => {
    const working = worker();
    const asking = sweep('away.csv');
    await underWay(asking, 'away.csv');
    await endRedis();
    await Promise.all([asking.says('is away'), working.says('is away')]);
    asking.child.kill('SIGINT');
    working.child.kill('SIGTERM');
    expect(await Promise.all([asking.ended, working.ended])).toEqual([1, 0]);
    await startRedis();
    worker();
    expect(await sweep('away.csv', '--resume').ended).toBe(0);
    expect(textOf('away.csv')).toBe(textOf('alone.csv'));
  });

  it('a worker that is told to end gives back what it was at', async () => {
    const asking = sweep('ended.csv');
    await asking.says('no worker is at the queue yet');
    const first = worker();
    await underWay(asking, 'ended.csv');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await inQueue((redis) => redis.llen(keyOf('active')))).toBe(0);
    worker();
    expect(await asking.ended).toBe(0);
    expect(textOf('ended.csv')).toBe(textOf('alone.csv'));
  });

  it('a worker of another engine revision refuses, and says so on both sides', async () => {
    const asking = sweep('refused.csv');
    const other = worker(builtOther);
    expect(await other.ended).toBe(2);
    const refusal = /the worker on \S+ has engine revision 999 and was asked for \d+; start the same version/;
    expect(other.said()).toMatch(refusal);
    await asking.says('engine revision 999');
    worker();
    expect(await asking.ended).toBe(0);
    expect(asking.said()).toMatch(refusal);
    expect(textOf('refused.csv')).toBe(textOf('alone.csv'));
  });

  it('a worker ends by itself when it was idle for so long', async () => {
    expect(await start(['sweep-worker', '--queue', address(), '--idle', '1']).ended).toBe(0);
  });

  it.each([
    ['nonsense', '--queue: nonsense is no address of a Redis, such as redis://host:6379'],
    ['redis://127.0.0.1:1', '--queue: redis://127.0.0.1:1 refuses the connection. Is Redis running there?'],
    ['redis://no-such-host.invalid', '--queue: redis://no-such-host.invalid is not to be found: no host has this name'],
  ])('refuses %s in one line', async (queue, line) => {
    const asking = start(['sweep', 'plan.json', '--out', 'none.csv', '--queue', queue]);
    const working = start(['sweep-worker', '--queue', queue]);
    expect([await asking.ended, asking.said()]).toEqual([2, `${line}\n`]);
    expect([await working.ended, working.said()]).toEqual([2, `${line}\n`]);
  });

  it('says that the password is wrong, without showing it', async () => {
    await inQueue((redis) => redis.config('SET', 'requirepass', 'right'));
    for (const queue of [address(), address().replace('//', '//:wrong@')]) {
      const asking = start(['sweep', 'plan.json', '--out', 'none.csv', '--queue', queue]);
      expect(await asking.ended).toBe(2);
      expect(asking.said()).toMatch(/^--queue: redis:\/\/(:…@)?127\.0\.0\.1:\d+ refuses the password; .*\n$/);
    }
    const redis = new Redis(address().replace('//', '//:right@'));
    await redis.config('SET', 'requirepass', '');
    redis.disconnect();
  });

  it('says which packages are missing', () => {
    cpSync(built, pathOf('elsewhere'), { recursive: true });
    const said = spawnSync('node', [pathOf('elsewhere/main.js'), 'sweep-worker', '--queue', address()], {
      encoding: 'utf8',
    });
    expect(said).toMatchObject({
      status: 2,
      stderr: '--queue needs the optional packages bullmq and ioredis: run npm ci --include=optional\n',
    });
  });
});
