import { describe, expect, it } from 'vitest';
import { LESSONS } from '../../content/lessons.ts';
import { MEASURES } from '../../content/measures.ts';
import { valuesIn } from '../../content/prose.ts';
import { say } from '../../content/quantity.ts';
import { simulate } from '../../engine/simulation.ts';
import { recording } from '../../traces/shipped.testing.ts';
import { openRecording } from './use-recording.ts';

const lesson = LESSONS.find(({ id }) => id === 'real-run')!;
const settings = lesson.knobs[0]!.stops.map((stop) => ({ recording: stop }));

function runOf(name: string) {
  const { named, recorded } = openRecording(recording(name));
  const { scenario } = named[0]!;
  const simulation = simulate(scenario, { keyframeBudgetBytes: 0 });
  simulation.runToEnd();
  return { scenario, timeline: simulation.timeline(), recorded };
}

describe('the lesson on real runs', () => {
  it.each(settings)('has every number it names, with recording $recording', (setting) => {
    for (const step of lesson.steps) {
      const runs = [runOf(step.recording!(setting))];
      const { question } = step;
      const texts = [...step.prose, ...(question ? [question.ask, question.because] : [])];
      for (const name of texts.flatMap(valuesIn)) {
        if (name === 'recording') continue;
        const value = lesson.values?.[name] ?? (MEASURES as Readonly<Record<string, (typeof MEASURES)['ram']>>)[name];
        expect(say(value!.quantity, value!.of(runs, setting)), name).not.toMatch(/none|NaN|Infinity/);
      }
      if (question?.kind === 'pick') expect(question.options.map(({ id }) => id)).toContain(question.answer(runs));
    }
  });

  it.each(settings)('predicts within five percent, with recording $recording', (setting) => {
    const { timeline, recorded } = runOf(lesson.steps[0]!.recording!(setting));
    const error = Math.abs(timeline.outcome!.totalTimeMs - recorded.totalMs!) / recorded.totalMs!;
    expect(error).toBeLessThan(0.05);
  });

  it('has an answer about the looks that the recording does not contradict', () => {
    const check = lesson.steps.at(-1)!;
    const run = runOf(check.recording!({}));
    expect(run.recorded.syncs).toBeGreaterThan(10);
    expect(check.question?.kind === 'pick' && check.question.answer([run])).toBe('many');
  });
});
