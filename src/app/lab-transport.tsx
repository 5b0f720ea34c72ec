import { useMemo } from 'react';
import { t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import type { Run } from '../store/run-slice.ts';
import { passAt } from '../store/selectors.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { guestStates } from '../views/lab/postcopy-figures.ts';
import { useShortcuts } from './keyboard.ts';
import { Transport } from './transport.tsx';

/** The transport bar of the run on the screen. It renders again with every picture: nothing else of the page does. */
export function LabTransport() {
  // The verbs never change, so they are read once and not selected.
  const { play, pause, step, seek, setSpeed, setStepUnit, beginNote, undo, redo } = useAppStore().getState();
  useShortcuts({ note: beginNote, undo, redo });
  const run = useApp(runOf);
  const { marks, stopped } = useMemo(() => landmarksOf(run), [run]);
  return (
    <Transport
      nowMs={useApp(nowOf)}
      endMs={run?.endMs ?? 0}
      playing={useApp(isPlaying)}
      speed={useApp(speedOf)}
      stepUnit={useApp(stepUnitOf)}
      marks={marks}
      stopped={stopped}
      passLabel={useApp(passLabelOf)}
      onPlay={play}
      onPause={pause}
      onStep={step}
      onSeek={seek}
      onSpeed={setSpeed}
      onStepUnit={setStepUnit}
    />
  );
}

const runOf = (state: AppState) => state.run;
const nowOf = (state: AppState) => state.nowMs;
const isPlaying = (state: AppState) => state.playing;
const speedOf = (state: AppState) => state.speed;
const stepUnitOf = (state: AppState) => state.stepUnit;

/** Where in the run the playhead is, in a word or two. */
export function passLabelOf(state: AppState): string {
  const { run, nowMs } = state;
  if (!run) return '';
  const { outcome } = run.timeline;
  if (nowMs >= run.endMs && outcome) return endedInWords()[outcome.status];
  const guest = guestStates(run.timeline).findLast(({ atMs }) => atMs <= nowMs)?.state;
  if (guest === 'stopped') return t('guest stopped');
  if (guest === 'running there') return t('post-copy');
  const pass = passAt(state);
  return pass === 0 ? t('setup') : t('pass {pass}', { pass });
}

const endedInWords = () => ({
  completed: t('completed'),
  cancelled: t('cancelled'),
  failed: t('failed'),
  refused: t('refused'),
  'realize-error': t('not started'),
  'not-converged': t('given up'),
});

/** The syncs, and the last time that the guest was stopped. */
function landmarksOf(run: Run | null) {
  if (!run) return { marks: [], stopped: null };
  const { syncs } = run.timeline;
  const states = guestStates(run.timeline);
  const last = states.at(-1);
  const stop = states.findLast(({ state }) => state === 'stopped');
  return {
    marks: syncs.map(({ index, atMs }) => ({ atMs, label: t('sync {sync}', { sync: index }) })),
    stopped: stop ? { fromMs: stop.atMs, toMs: last && last !== stop ? last.atMs : run.endMs } : null,
  };
}
