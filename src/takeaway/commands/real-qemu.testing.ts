import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Test support: the QEMU that is installed, or null. `7.2`. */
export function installedRelease(): string | null {
  const { status, stdout } = spawnSync('qemu-system-x86_64', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\d+\.\d+)/.exec(stdout)?.[1] ?? null) : null;
}

export interface QmpReply {
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
}

/** Test support: a QEMU with its QMP monitor on its standard streams. */
export class RealQemu {
  readonly #process: ChildProcess;
  readonly #waiting: ((reply: QmpReply) => void)[] = [];
  readonly #ended: Promise<void>;
  #said = '';

  /** @param args as one would type them, one option an entry */
  constructor(args: readonly string[]) {
    const words = args.flatMap((arg) => arg.split(' '));
    this.#process = spawn('qemu-system-x86_64', [...words, '-qmp', 'stdio'], { stdio: 'pipe' });
    this.#process.stderr!.on('data', (data) => {
      this.#said += data;
    });
    this.#ended = new Promise((resolve) => {
      this.#process.on('close', () => {
        for (const reply of this.#waiting.splice(0)) reply({ error: { class: 'Ended', desc: this.#said } });
        resolve();
      });
    });
    createInterface({ input: this.#process.stdout! }).on('line', (line) => {
      const message = JSON.parse(line);
      if ('return' in message || 'error' in message) this.#waiting.shift()?.(message);
    });
  }

  /** The reply to a line of QMP. */
  give(line: string): Promise<QmpReply> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#process.stdin!.write(`${line}\n`);
    });
  }

  /** What a line of the human monitor prints; nothing when it was accepted. */
  async say(line: string): Promise<string> {
    const reply = await this.give(
      JSON.stringify({ execute: 'human-monitor-command', arguments: { 'command-line': line } }),
    );
    return reply.error ? reply.error.desc : String(reply.return).trim();
  }

  async quit(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
