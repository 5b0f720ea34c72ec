import { useEffect, useState } from 'react';
import type { NamedRun, Recorded } from '../../content/lesson.ts';
import { t } from '../../language/t.ts';
import { parseTraceText } from '../../traces/read-trace.ts';
import { scenarioOfTrace } from '../../traces/scenario-of-trace.ts';
import type { Trace } from '../../traces/trace.ts';
import { type TraceCurve, traceCurve } from '../../traces/trace-curve.ts';
import { fetchShipped } from '../shipped-file.ts';

/** A recording that comes with the app, and the run that its configuration makes. */
export interface OpenedRecording {
  readonly named: readonly NamedRun[];
  readonly recorded: Recorded;
  readonly curve: TraceCurve;
}

/** Fetches a recording by its name; null while it is on its way, or without a name. `fault` says why it did not come. */
export function useRecording(name: string | null): { readonly opened: OpenedRecording | null; readonly fault: string } {
  const [opened, setOpened] = useState<{ readonly name: string; readonly recording: OpenedRecording } | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    if (name === null) return;
    let isGone = false;
    fetchShipped(`traces/${name}.json`)
      .then((text) => {
        if (!isGone) setOpened({ name, recording: openRecording(parseTraceText(text, name)) });
      })
      .catch((error: unknown) => {
        if (!isGone) setFault(error instanceof Error ? error.message : String(error));
      });
    return () => {
      isGone = true;
    };
  }, [name]);
  return { opened: opened?.name === name ? opened.recording : null, fault };
}

/** @throws Error when its configuration cannot be run */
export function openRecording(trace: Trace): OpenedRecording {
  const plan = scenarioOfTrace(trace);
  if (plan.kind !== 'run') throw new Error(t('{recording} cannot be run.', { recording: trace.name }));
  const { totalTimeMs, downtimeMs, transferredBytes, dirtySyncCount } = trace.outcome;
  return {
    named: [{ name: trace.name, scenario: plan.scenario }],
    recorded: {
      totalMs: totalTimeMs,
      downtimeMs,
      sentBytes: transferredBytes,
      syncs: dirtySyncCount,
    },
    curve: traceCurve(trace),
  };
}
