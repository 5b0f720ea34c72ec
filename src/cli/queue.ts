import type { Redis } from 'ioredis';
import type { Scenario } from '../engine/scenario.ts';
import { UsageError } from './io.ts';

/** The one queue of a Redis; `switchover` in front of its keys' names, so that it can lie beside others. */
export const QUEUE_NAME = 'switchover-runs';

/** What a job asks for: some runs, by an engine of this revision. Its progress is the list of those that are there, in order. */
export interface Chunk {
  readonly revision: number;
  readonly scenarios: readonly Scenario[];
}

/** The two packages of a queue; they are optional, and loaded when a queue is first asked for. */
export interface QueueLibraries {
  readonly bullmq: typeof import('bullmq');
  readonly ioredis: typeof import('ioredis');
}

/** @throws UsageError when they are not installed */
export async function queueLibraries(): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('--queue needs the optional packages bullmq and ioredis: run npm ci --include=optional');
  }
}

/**
 * A connection that comes back by itself when Redis was away for a while; `say` is told of both.
 * @throws UsageError for what is no address, and when nobody answers there at first
 */
export async function connect(
  { ioredis }: QueueLibraries,
  address: string,
  say: (line: string) => void,
): Promise<Redis> {
  const shown = withoutPassword(address);
  const first = new ioredis.Redis(address, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: PATIENCE_MS,
    disconnectTimeout: FAREWELL_MS,
  });
  let fault: unknown; // what `connect` rejects with says only that the connection is closed
  first.on('error', (error) => {
    fault = error;
  });
  try {
    await first.connect();
    await first.ping();
  } catch (error) {
    throw new UsageError(`--queue: ${shown} ${reasonOf(fault ?? error)}`);
  } finally {
    first.disconnect();
  }
  const connection = new ioredis.Redis(address, {
    maxRetriesPerRequest: null,
    connectTimeout: PATIENCE_MS,
    disconnectTimeout: FAREWELL_MS,
  });
  let isAway = false;
  connection.on('error', () => {}); // each try to come back; what counts is said once, below
  connection.on('reconnecting', () => {
    if (!isAway) say(`${shown} is away; waiting for it`);
    isAway = true;
  });
  connection.on('ready', () => {
    if (isAway) say(`${shown} is back`);
    isAway = false;
  });
  return connection;
}

/** Longest time for a first answer, ms. */
const PATIENCE_MS = 5000;
/** Longest time for a connection to close before it is cut, ms: everything has been said by then. */
const FAREWELL_MS = 200;

/** @throws UsageError for what is no address of a Redis */
function withoutPassword(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    throw new UsageError(`--queue: ${address} is no address of a Redis, such as redis://host:6379`);
  if (url.password !== '') url.password = '…';
  return decodeURI(url.href);
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/.test(message))
    return 'refuses the password; the address is redis://user:password@host:port, or redis://:password@host:port';
  return REASONS[codeOf(error)] ?? `does not answer as a Redis does (${message})`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection. Is Redis running there?',
  ENOTFOUND: 'is not to be found: no host has this name',
  EAI_AGAIN: 'is not to be found: no host has this name',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
