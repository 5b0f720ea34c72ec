import type { Command, Reply } from './protocol.ts';

/** The part of `Worker` that the client uses; a test puts an `EngineHost` behind it. */
export interface WorkerLike {
  postMessage(command: Command, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Reply }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  onmessageerror: (() => void) | null;
}
