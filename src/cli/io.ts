import type { Hand } from '../sweep/study/dispatch.ts';

/** Everything a command does outside itself, so that a test can stand in for it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal: progress may be shown. */
  readonly terminal: boolean;
  /**
   * Text of a file that the user names, at most one byte more than the limit.
   * @throws the error of the file system
   */
  readonly readText: (path: string, limitBytes: number) => string;
  /** Files that the user names. @throws the error of the file system */
  readonly exists: (path: string) => boolean;
  readonly write: (path: string, data: string | Uint8Array) => void;
  readonly append: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  /** Files of the project itself, by their path in it. */
  readonly readProjectText: (path: string) => string;
  readonly writeProjectText: (path: string, text: string) => void;
  /** Wall clock, for the progress line only. */
  readonly wallMs: () => number;
  /** Starts one more that makes runs. */
  readonly hand: () => Hand;
  /** Cores of this machine that the process may use. */
  readonly cores: number;
  /** Aborted when the user presses Ctrl-C, or the process is told to end. */
  readonly interrupted: AbortSignal;
}

/** Input that cannot be used; its message is one line for standard error, and the exit code is 2. */
export class UsageError extends Error {}

/** 0: done. 1: ran, and ended otherwise than asked with `--fail-unless`. 2: bad input. */
export type ExitCode = 0 | 1 | 2;

/** The text of a file that the user names. @throws UsageError when it cannot be read */
export const readUserFile = (io: Io, path: string, limitBytes: number): string =>
  readOrExplain(path, () => io.readText(path, limitBytes));

/** The text of a file of the project. @throws UsageError when it cannot be read, as outside the project's folder */
export const readProjectFile = (io: Io, path: string): string => readOrExplain(path, () => io.readProjectText(path));

function readOrExplain(path: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${path}: ${REASONS[codeOf(error)] ?? 'cannot be read'}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
