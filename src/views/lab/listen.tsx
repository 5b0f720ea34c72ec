import { useEffect, useState } from 'react';
import { linearAt, valueAt } from '../../charts/thin-curve.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../units.ts';
import { type Listening, startListening } from './listening.ts';
import styles from './time-figures.module.css';
import { passedOn, type Tone, toneOf } from './tone.ts';
import { usePacedApp } from './use-paced.ts';

/**
 * The convergence curve to be heard: what remains against the threshold, a tick for each sync, and how it ended. Off until it is
 * pressed, at each visit: nobody wants a page that sounds by itself.
 */
export function Listen() {
  const [listening, setListening] = useState<Listening | null>(null);
  const store = useAppStore();
  useEffect(() => {
    if (!listening) return;
    let before = store.getState();
    const follow = () => {
      const state = store.getState();
      if (state.nowMs === before.nowMs && state.playing === before.playing && state.run === before.run) return;
      heard(listening, before, state);
      before = state;
    };
    listening.sound(before.playing ? toneIn(before) : null);
    const stop = store.subscribe(follow);
    return () => {
      stop();
      listening.close();
    };
  }, [listening, store]);
  return (
    <>
      {listening && <ToneText listening={listening} />}
      <Button
        variant="quiet"
        aria-pressed={listening !== null}
        onPress={() => setListening(listening ? null : startListening())}
      >
        {t('Listen')}
      </Button>
    </>
  );
}

/** The same in words, for those who do not trust their ears. */
function ToneText({ listening }: { readonly listening: Listening }) {
  const text = usePacedApp(toneText);
  return (
    <span className={styles.tone} data-audio={listening.state()}>
      {text}
    </span>
  );
}

/** What a move of the playhead sounds like. */
function heard(listening: Listening, before: AppState, { run, nowMs, playing }: AppState): void {
  const tone = toneIn({ run, nowMs });
  const isSame = before.run === run;
  if (run && isSame && (before.playing || playing)) {
    const passed = passedOn({
      fromMs: before.nowMs,
      toMs: nowMs,
      syncsMs: run.timeline.syncs.map(({ atMs }) => atMs),
      endMs: run.endMs,
      isCompleted: run.timeline.outcome?.status === 'completed',
    });
    if (passed.end !== null) return listening.end(passed.end);
    if (passed.tick) listening.tick();
  }
  if (playing) listening.sound(tone);
  else {
    listening.sound(null);
    if (tone && nowMs !== before.nowMs && !before.playing) listening.touch(tone);
  }
}

function toneIn({ run, nowMs }: Pick<AppState, 'run' | 'nowMs'>): Tone | null {
  if (!run || run.endMs === 0) return null;
  const { atMs, remainingBytes, thresholdBytes } = run.timeline.curve;
  return toneOf(linearAt(atMs, remainingBytes, nowMs), valueAt(atMs, thresholdBytes, nowMs));
}

function toneText(state: AppState): string {
  const tone = toneIn(state);
  if (!tone) return t('Tone: none');
  const hz = formatCount(Math.round(tone.hz));
  return tone.referenceHz === null
    ? t('Tone: {hz} Hz, no threshold yet', { hz })
    : t('Tone: {hz} Hz, threshold {reference} Hz', { hz, reference: formatCount(tone.referenceHz) });
}
