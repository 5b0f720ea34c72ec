import { EngineHost, type HostDeps } from './engine-host.ts';
import { paintFrame } from './paint-frame.ts';
import type { Command, Reply } from './protocol.ts';
import { startSimulation } from './start-simulation.ts';
import type { WorkerLike } from './worker-like.ts';

/**
 * A worker that is none: an `EngineHost` behind the messages of one, in the same thread. Messages are copied, and what is
 * transferred is gone from the sender, as between threads.
 * @param deps a test's own in place of the engine, the painter, the pause or the clock
 */
export function startInProcessWorker(deps: Partial<HostDeps> = {}): WorkerLike {
  let isAlive = true;
  const later = () => new Promise<void>((resolve) => setTimeout(resolve));
  const fail = (error: unknown) => {
    if (isAlive) worker.onerror?.({ message: error instanceof Error ? error.message : String(error) });
  };
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate: () => {
      isAlive = false;
    },
    postMessage: (command: Command, transfer) => {
      const received = structuredClone(command, { transfer });
      void later().then(() => {
        if (!isAlive) return;
        try {
          host.receive(received);
        } catch (error) {
          fail(error);
        }
      });
    },
  };
  const post = (reply: Reply, transfer: ArrayBuffer[] = []) => {
    const received = structuredClone(reply, { transfer });
    void later().then(() => isAlive && worker.onmessage?.({ data: received }));
  };
  const host = new EngineHost({
    post,
    pause: later,
    now: () => performance.now(),
    simulate: startSimulation,
    paint: paintFrame,
    ...deps,
  });
  return worker;
}
