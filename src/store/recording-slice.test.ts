import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preset } from '../scenario/presets.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { isPrediction } from './selectors.ts';
import { openTestApp } from './test-app.ts';

const recorded = (name: string) => readFileSync(new URL(`../../public/traces/${name}`, import.meta.url), 'utf8');

describe('a recording', () => {
  it('is laid over the run that is predicted for it, and stays for a "what if"', async () => {
    const { state, open, settle } = openApp();
    await open(recorded('idle-256m-cap64-r1.json'), 'idle.json');
    await settle();
    const { trace, prediction } = state().recording!;
    expect(trace.outcome.status).toBe('completed');
    expect(state().run!.timeline.outcome!.totalTimeMs).toBe(prediction.predicted!.totalTimeMs);
    expect(isPrediction(state())).toBe(true);
    state().edit((scenario) => ({ ...scenario, parameters: { ...scenario.parameters, 'downtime-limit': 1 } }));
    await settle();
    expect([isPrediction(state()), state().recording!.trace]).toEqual([false, trace]);
    state().undo();
    await settle();
    expect(isPrediction(state())).toBe(true);
    state().choosePreset(preset('unchecked'));
    await settle();
    expect(state().recording).toBeNull();
  });

  it('that QEMU refused has no run, and says why', async () => {
    const { state, open, settle } = openApp();
    state().choosePreset(preset('unchecked'));
    await settle();
    const { run } = state();
    await open(recorded('refused-nvme.json'), 'refused.json');
    expect(state().recording!.prediction).toMatchObject({ scenario: null, remark: expect.stringContaining('nvme') });
    expect(state().run).toBe(run);
    state().closeRecording();
    expect(state().recording).toBeNull();
  });

  it.each([
    ['cut.json', recorded('idle-256m-cap64-r1.json').slice(0, 5000), 'cut.json: the JSON ends too early'],
    ['odd.json', '{ "schema": "something/9" }', 'odd.json: schema'],
  ])('that is none is told, and the run stays: %s', async (file, text, detail) => {
    const { state, open, settle } = openApp();
    state().choosePreset(preset('unchecked'));
    await settle();
    const { run } = state();
    await open(text, file);
    expect(state().notices).toMatchObject([{ about: 'file', detail: expect.stringContaining(detail) }]);
    expect(state()).toMatchObject({ run, recording: null, isPredicting: false });
  });
});

function openApp() {
  const { state, frames, settle } = openTestApp(startInProcessWorker);
  const open = async (text: string, file: string) => {
    let isOpening = true;
    void state()
      .openFile(text, file)
      .finally(() => {
        isOpening = false;
      });
    while (isOpening) {
      frames.run(0);
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { state, open, settle };
}
