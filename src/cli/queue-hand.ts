import { createHash } from 'node:crypto';
import type { Job } from 'bullmq';
import type { Scenario } from '../engine/scenario.ts';
import { addressOf, ENGINE_REVISION } from '../sweep/study/address.ts';
import type { Hand } from '../sweep/study/dispatch.ts';
import type { Measured } from '../sweep/study/measure.ts';
import { type Io, UsageError } from './io.ts';
import { type Chunk, connect, QUEUE_NAME, queueLibraries } from './queue.ts';

/** The asking side of a queue. */
export interface AskingSide {
  /** A hand that puts its chunk into the queue as a job, and tells each run as soon as some worker has made it. */
  readonly hand: () => Hand;
  /** Takes back the jobs of hands that were ended in the middle of one, and goes. */
  close(): Promise<void>;
}

/**
 * Redis is only the way to the workers: a job that it has forgotten is sent again, and what was told is never asked for twice.
 * @throws UsageError when there is no queue at this address
 */
export async function askAtQueue(address: string, io: Io): Promise<AskingSide> {
  const libraries = await queueLibraries();
  const said = new Set<string>();
  const say = (line: string) => io.err(`${line}\n`);
  const sayOnce = (line: string) => {
    if (!said.has(line)) say(line);
    said.add(line);
  };
  const connection = await connect(libraries, address, say);
  const queue = new libraries.bullmq.Queue<Chunk>(QUEUE_NAME, { connection, streams: { events: { maxLen: 1000 } } });
  const events = new libraries.bullmq.QueueEvents(QUEUE_NAME, { connection });
  queue.on('error', () => {}); // of the connection, which says so itself
  events.on('error', () => {});

  const wake = new Map<string, () => void>();
  const wakeHand = ({ jobId }: { jobId: string }) => wake.get(jobId)?.();
  for (const event of ['progress', 'completed', 'failed'] as const) events.on(event, wakeHand);

  /** Waits until the job has something to tell, or for a while, as a Redis that has forgotten a job says nothing: false. */
  const news = (id: string): Promise<boolean> =>
    new Promise((resolve) => {
      const heard = (isNews: boolean) => {
        clearTimeout(timer);
        wake.delete(id);
        resolve(isNews);
      };
      const timer = setTimeout(heard, LOOK_AGAIN_MS, false);
      wake.set(id, () => heard(true));
    });

  const takenBack: Promise<unknown>[] = [];
  const take = (id: string): Promise<unknown> => queue.remove(id).catch(() => {}); // a worker has it: it goes when it is done

  /** Puts the runs into the queue, and again if Redis forgets them, until all are told or `isEnded`. */
  async function askFor(
    id: string,
    scenarios: readonly Scenario[],
    onRun: (run: Measured) => void,
    isEnded: () => boolean,
  ): Promise<void> {
    let told = 0;
    while (!isEnded()) {
      const comes = news(id); // before the look, so that nothing falls between
      const found: Job<Chunk> | undefined = await queue.getJob(id);
      if (isEnded()) return;
      const job = found ?? (await queue.add('runs', { revision: ENGINE_REVISION, scenarios }, jobOptions(id)));
      if (isEnded()) return;
      const runs = Array.isArray(job.progress) ? (job.progress as readonly Measured[]) : [];
      for (; told < runs.length; told++) onRun(runs[told]!);
      if (job.failedReason) sayOnce(job.failedReason); // of a try; others may follow
      if (job.finishedOn !== undefined) {
        wake.get(id)?.();
        await take(id);
        if (told === scenarios.length) return;
        throw new UsageError(`the queue gave up on a job: ${job.failedReason}`);
      }
      if (!(await comes) && (await queue.getWorkersCount()) === 0)
        sayOnce('no worker is at the queue yet; start one with sweep-worker');
    }
  }

  const hand = (): Hand => {
    let job: { readonly id: string; readonly asked: Promise<void> } | null = null;
    let isEnded = false;
    return {
      async run(scenarios, onRun) {
        const id = jobIdOf(scenarios);
        job = { id, asked: askFor(id, scenarios, onRun, () => isEnded) };
        await job.asked;
        job = null;
      },
      end() {
        isEnded = true;
        if (job === null) return;
        const { id, asked } = job;
        wake.get(id)?.();
        takenBack.push(asked.then(() => take(id)).catch(() => {})); // not while it is being put there
      },
    };
  };
  return {
    hand,
    async close() {
      if (connection.status === 'ready') await Promise.all(takenBack); // of a Redis that is away nothing can be taken back
      await Promise.all([events.close(), queue.close()]);
      connection.disconnect();
    },
  };
}

/** The same for the same runs, whoever asks: they are then made once. */
function jobIdOf(scenarios: readonly Scenario[]): string {
  const addresses = scenarios.map(addressOf).join(' ');
  return `r${ENGINE_REVISION}-${createHash('sha256').update(addresses).digest('hex').slice(0, 32)}`;
}

const jobOptions = (jobId: string) => ({ jobId, attempts: 3 });

/** Between two looks at a job of which nothing is heard, ms. */
const LOOK_AGAIN_MS = 2000;
