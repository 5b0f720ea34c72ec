import { t } from '../language/t.ts';
import type { Alignment } from '../store/alignment.ts';
import type { AppState } from '../store/app-store.ts';
import { compareLength } from '../store/compare-slice.ts';
import { useApp, useAppStore, usePart } from '../store/use-app.ts';
import { formatBytes, formatFixed } from '../units.ts';
import { clock } from './clock.ts';
import { Transport } from './transport.tsx';

/** The one clock of all compared runs: in time, in passes or in bytes sent. */
export function CompareTransport() {
  usePart('compare');
  // A table of finished runs has no clock.
  return useApp(tabOf) === 'beside' ? <Clock /> : null;
}

function Clock() {
  const { playCompare, pauseCompare, stepCompare, seekCompare, setCompareSpeed } = useAppStore().getState();
  return (
    <Transport
      nowMs={useApp(placeOf)}
      endMs={useApp(compareLength)}
      playing={useApp(isPlaying)}
      speed={useApp(speedOf)}
      stepUnit="sync"
      marks={NO_MARKS}
      stopped={null}
      passLabel={useApp(labelOf)}
      format={FORMATS[useApp(alignmentOf)]}
      onPlay={playCompare}
      onPause={pauseCompare}
      onStep={stepCompare}
      onSeek={seekCompare}
      onSpeed={setCompareSpeed}
    />
  );
}

const FORMATS: Readonly<Record<Alignment, (place: number) => string>> = {
  time: clock,
  pass: (place) => t('pass {pass}', { pass: formatFixed(place + 1, 2) }),
  bytes: (place) => formatBytes(place),
};

/** Every run has syncs of its own, so the bar shows none. */
const NO_MARKS: readonly never[] = [];

const tabOf = (state: AppState) => state.compareTab;
const placeOf = (state: AppState) => state.comparePlace;
const isPlaying = (state: AppState) => state.isComparePlaying;
const speedOf = (state: AppState) => state.compareSpeed;
const alignmentOf = (state: AppState) => state.alignment;
const labelOf = ({ variants }: AppState) =>
  variants.length > 0 ? t('all {runs} on one clock', { runs: variants.length }) : '';
