import { EngineHost } from './engine-host.ts';
import { paintFrame } from './paint-frame.ts';
import type { Command } from './protocol.ts';
import { hearing } from './speaking.ts';
import { startSimulation } from './start-simulation.ts';

/** The worker around `EngineHost`: messages in, messages out, and no fault that the page does not hear of. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

/** A message to oneself: in line behind the commands that have come, and without the 4 ms that a timer would add. */
const bell = new MessageChannel();
const waiting: (() => void)[] = [];
bell.port1.onmessage = () => waiting.shift()?.();
const pause = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    bell.port2.postMessage(null);
  });

const host = new EngineHost({
  post: (reply, transfer = []) => scope.postMessage(reply, transfer),
  pause,
  now: () => performance.now(),
  simulate: startSimulation,
  paint: paintFrame,
});

scope.onmessage = hearing<Command>((command) => host.receive(command));
scope.onmessageerror = () => {
  throw new Error('A command could not be read.');
};
// An exception inside a promise never reaches the page by itself; thrown again from a task it does.
scope.onunhandledrejection = ({ reason }: PromiseRejectionEvent) => {
  setTimeout(() => {
    throw reason;
  });
};
