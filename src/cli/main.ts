import { appendFileSync, closeSync, existsSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { runCli } from './cli.ts';
import type { Io } from './io.ts';
import { threadHand } from './thread-hand.ts';

/** npm runs its scripts in the project's folder, and says where it was called. */
const userFolder = process.env.INIT_CWD ?? process.cwd();

const interrupt = new AbortController();

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  readText: (path, limitBytes) => readStart(resolve(userFolder, path), limitBytes),
  exists: (path) => existsSync(resolve(userFolder, path)),
  write: (path, data) => writeFileSync(resolve(userFolder, path), data),
  append: (path, text) => appendFileSync(resolve(userFolder, path), text),
  remove: (path) => rmSync(resolve(userFolder, path)),
  readProjectText: (path) => readStart(resolve(path), Number.POSITIVE_INFINITY),
  writeProjectText: (path, text) => writeFileSync(resolve(path), text),
  wallMs: () => performance.now(),
  hand: threadHand,
  cores: availableParallelism(),
  interrupted: interrupt.signal,
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(); // the reader, such as `head`, has seen enough
  throw error;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
process.exitCode = await runCli(process.argv.slice(2), io);

/** One byte more than the limit is enough to see that a file is too long. */
function readStart(path: string, limitBytes: number): string {
  const size = Math.min(statSync(path).size, limitBytes + 1);
  const buffer = Buffer.alloc(size);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, buffer, 0, size, 0);
    return buffer.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}
