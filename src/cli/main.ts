import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCli } from './cli.ts';
import type { Io } from './io.ts';

/** npm runs its scripts in the project's folder, and says where it was called. */
const userFolder = process.env.INIT_CWD ?? process.cwd();

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  readText: (path, limitBytes) => readStart(resolve(userFolder, path), limitBytes),
  readProjectText: (path) => readStart(resolve(path), Number.POSITIVE_INFINITY),
  writeProjectText: (path, text) => writeFileSync(resolve(path), text),
  wallMs: () => performance.now(),
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(); // the reader, such as `head`, has seen enough
  throw error;
});
process.exitCode = runCli(process.argv.slice(2), io);

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
