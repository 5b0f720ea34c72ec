import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import type { Job } from 'bullmq';
import { ENGINE_REVISION } from '../sweep/study/address.ts';
import type { Hand } from '../sweep/study/dispatch.ts';
import type { Measured } from '../sweep/study/measure.ts';
import type { Command } from './cli.ts';
import { type Io, UsageError } from './io.ts';
import { type Chunk, connect, QUEUE_NAME, queueLibraries } from './queue.ts';
import { jobsOf } from './sweep-command.ts';

export const sweepWorkerCommand: Command = {
  help: `Usage: npm run -s cli -- sweep-worker --queue redis://host:6379 [options]

Makes runs for every sweep --queue at the same Redis, on all cores but one. docs/several-machines.md has the whole.

  --queue <address>   redis://host:port, rediss:// for TLS
  --jobs <n>          so many threads
  --idle <seconds>    ends when there was nothing to do for so long; without it, it waits for work until it is told to end

Ctrl-C and SIGTERM end it; what it was at goes back into the queue, with the runs that were made.
`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { queue: { type: 'string' }, jobs: { type: 'string' }, idle: { type: 'string' } },
    });
    if (values.queue === undefined) throw new UsageError('sweep-worker needs --queue, such as redis://host:6379');
    const threads = jobsOf(values.jobs, io);
    const refusal = await workAt(values.queue, threads, idleMsOf(values.idle), io);
    if (refusal !== null) throw new UsageError(refusal);
    return 0 as const;
  },
};

/** Works until interrupted or idle; returns why it refuses to go on, or null. */
async function workAt(address: string, threads: number, idleMs: number, io: Io): Promise<string | null> {
  const libraries = await queueLibraries();
  const { Worker, WaitingError } = libraries.bullmq;
  const connection = await connect(libraries, address, (line) => io.err(`${line}\n`));
  const hands: Hand[] = [];
  let refusal: string | null = null;
  let busy = 0;
  let lastWorkMs = io.wallMs();
  const stop = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new WaitingError()), { once: true });
  });
  stopped.catch(() => {}); // it may come when nobody is at work

  /** Makes those runs of a job that are not there yet, and keeps each with the job as it comes. */
  async function work(job: Job<Chunk>, token?: string): Promise<void> {
    const { revision, scenarios } = job.data;
    if (revision !== ENGINE_REVISION) {
      refusal = `the worker on ${hostname()} has engine revision ${ENGINE_REVISION} and was asked for ${revision}; start the same version of Switchover on both`;
      stop.abort();
      void worker.close(); // at once, or it would be given the same job again
      throw new Error(refusal);
    }
    const hand = hands.pop() ?? io.hand();
    const runs: Measured[] = Array.isArray(job.progress) ? [...(job.progress as readonly Measured[])] : [];
    let kept: Promise<unknown> = Promise.resolve();
    try {
      const made = hand.run(scenarios.slice(runs.length), (run) => {
        runs.push(run);
        const soFar = [...runs];
        kept = kept.then(() => job.updateProgress(soFar));
        kept.catch(() => {}); // awaited below
      });
      await Promise.race([made, stopped]);
      await kept;
      hands.push(hand);
    } catch (error) {
      hand.end();
      if (error instanceof WaitingError) {
        await kept;
        await job.moveToWait(token);
      }
      throw error;
    }
  }

  const worker = new Worker<Chunk>(
    QUEUE_NAME,
    async (job, token) => {
      busy++;
      try {
        await work(job, token);
      } finally {
        busy--;
        lastWorkMs = io.wallMs();
      }
    },
    { ...TIMES, connection, concurrency: threads, removeOnComplete: UNFETCHED, removeOnFail: UNFETCHED },
  );
  worker.on('error', () => {}); // of the connection, which says so itself, or of a job that Redis has forgotten
  io.err(`${threads} threads, engine revision ${ENGINE_REVISION}: waiting for work\n`);
  const watch = setInterval(() => {
    if (busy === 0 && io.wallMs() - lastWorkMs >= idleMs) stop.abort();
  }, 250);
  if (io.interrupted.aborted) stop.abort();
  io.interrupted.addEventListener('abort', () => stop.abort(), { once: true });
  await stopped.catch(() => {});
  clearInterval(watch);
  await worker.close(connection.status !== 'ready'); // nothing can be given back to a Redis that is away
  for (const hand of hands) hand.end();
  connection.disconnect();
  return refusal;
}

/** A worker that says nothing for so long is taken for dead, and its job is given to another. Milliseconds. */
const TIMES = { lockDuration: 5000, stalledInterval: 2500, maxStalledCount: 3 };

/** Whoever asked fetches what is done at once; if they are gone, it goes after an hour. */
const UNFETCHED = { age: 3600 };

function idleMsOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1)
    throw new UsageError(`--idle: ${text} is not a whole number of seconds from 1`);
  return seconds * 1000;
}
