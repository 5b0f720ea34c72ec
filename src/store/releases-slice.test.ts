import { expect, it } from 'vitest';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import type { SweepWorkerLike } from '../worker/pool-sweep.ts';
import { openTestApp } from './test-app.ts';

it('asks once for a run, with the rule of each release', async () => {
  const { state, workers } = opened();
  state().compareReleases();
  state().compareReleases();
  expect(workers).toHaveLength(1);
  expect(workers[0]!.asked).toMatchObject([{ type: 'releases', scenario: { qemu: { untrackedRule: 'as-released' } } }]);
  workers[0]!.onmessage?.({ data: { type: 'progress', made: 3, release: '8.0' } });
  expect(state()).toMatchObject({ releasesStatus: 'running', releasesProgress: '3 runs made; now under 8.0.' });
  workers[0]!.onmessage?.({ data: { type: 'releases', rows: [] } });
  await Promise.resolve();
  expect(state()).toMatchObject({ releasesStatus: 'ready', releaseRows: [] });
  state().compareReleases();
  expect(workers).toHaveLength(1);
});

it('tells a fault, and can be asked again; what was stopped never answers', async () => {
  const { state, workers } = opened();
  state().compareReleases();
  workers[0]!.onerror?.({ message: 'boom' });
  await new Promise((resolve) => setTimeout(resolve));
  expect(state().releasesStatus).toBe('failed');
  expect(state().notices.at(-1)).toMatchObject({ about: 'compare', detail: 'boom' });
  state().compareReleases();
  state().stopReleases();
  expect(workers[1]!.isAlive).toBe(false);
  expect(state().releasesStatus).toBe('idle');
});

function opened() {
  const workers: (SweepWorkerLike & { asked: unknown[]; isAlive: boolean })[] = [];
  const app = openTestApp(startInProcessWorker, '', () => {
    const worker = {
      asked: [] as unknown[],
      isAlive: true,
      onmessage: null,
      onerror: null,
      postMessage: (command: unknown) => void worker.asked.push(command),
      terminate: () => {
        worker.isAlive = false;
      },
    };
    workers.push(worker);
    return worker;
  });
  return { ...app, workers };
}
