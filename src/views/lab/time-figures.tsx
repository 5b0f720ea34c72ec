import { useEffect, useMemo, useState } from 'react';
import { ConvergenceCurve } from '../../charts/convergence-curve.tsx';
import type { ModelLines, Recording as RecordedCurve } from '../../charts/curve-shape.ts';
import { DowntimeStrip } from '../../charts/downtime-strip.tsx';
import { Lanes, lanesHeight } from '../../charts/lanes.tsx';
import type { Now } from '../../charts/now.ts';
import { PassBars } from '../../charts/pass-bars.tsx';
import { type NoteMark, TimeAxis } from '../../charts/time-marks.tsx';
import { timeScale } from '../../charts/time-scale.ts';
import { useSize } from '../../charts/use-size.ts';
import type { TimeRange } from '../../charts/use-time-pointer.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { formatMs } from '../../units.ts';
import { Term } from '../term.tsx';
import { actionWords } from './action-words.ts';
import { lanesOf } from './lanes-of.ts';
import { Listen } from './listen.tsx';
import type { modelLines } from './model-lines.ts';
import { guestStates } from './postcopy-figures.ts';
import { recordedCurve } from './recorded-curve.ts';
import { decisionBefore } from './run-figures.ts';
import { TimeBrush } from './time-brush.tsx';
import styles from './time-figures.module.css';
import { usePacedApp } from './use-paced.ts';

/** What happened when, on one axis: the convergence curve, pages a pass, and who was in which state. */
export function TimeFigures() {
  const run = useApp(runOf);
  const hasBrush = useApp(brushOf) !== null;
  const [isLog, setLog] = useState(false);
  const [wantsStrip, setWantsStrip] = useState<boolean | null>(null);
  const [span, setSpan] = useState<TimeRange | null>(null);
  const inside = run && span && span.toMs <= run.endMs ? span : null;
  const [body, size] = useSize();
  const hasStrip = wantsStrip ?? size.height > size.textPx * ROOMY;
  const leastPx = size.textPx * (LEAST + (hasStrip ? STRIP : 0));
  return (
    <section aria-labelledby="lab-curve" className={styles.figures}>
      <div className={styles.head}>
        <h2 id="lab-curve">
          <Sentence of="{remaining} to send" parts={{ remaining: <Term id="remaining">{t('Remaining')}</Term> }} />
        </h2>
        {run && run.endMs > 0 && <TimeBrush run={run} span={inside} onSpan={setSpan} />}
        {!hasBrush && (
          <div className={styles.choices}>
            <Button variant="quiet" aria-pressed={hasStrip} onPress={() => setWantsStrip(!hasStrip)}>
              <ExpectedDowntime />
            </Button>
            <Button variant="quiet" aria-pressed={isLog} onPress={() => setLog(!isLog)}>
              {t('Log scale')}
            </Button>
            {run && run.endMs > 0 && <Listen />}
          </div>
        )}
      </div>
      <div ref={body} className={styles.body} style={{ minHeight: leastPx }}>
        {run && run.endMs > 0 && size.width > 0 && (
          <Figures run={run} span={inside} size={size} isLog={isLog} hasStrip={hasStrip} />
        )}
        {run?.endMs === 0 && <p className={styles.nothing}>{t('Nothing was sent, so there is nothing to draw.')}</p>}
      </div>
    </section>
  );
}

function ExpectedDowntime() {
  const ms = usePacedApp(expectedDowntimeOf);
  return ms > 0 ? t('Expected downtime {time}', { time: formatMs(ms) }) : t('Expected downtime');
}

/** Heights in letters: of the smallest curve with all below it, of the strip of the expected downtime, and from which it has room. */
const LEAST = 26;
const STRIP = 4;
const ROOMY = 32;

interface FiguresProps {
  readonly run: Run;
  /** The stretch of time in sight; null is all of it. */
  readonly span: TimeRange | null;
  readonly size: ReturnType<typeof useSize>[1];
  readonly isLog: boolean;
  readonly hasStrip: boolean;
}

function Figures({ run, span, size, isLog, hasStrip }: FiguresProps) {
  const { seek, brushTime } = useAppStore().getState();
  const now = useStoreNow();
  const limitMs = useApp(limitOf);
  const recording = useRecording();
  const models = useModels(run);
  const brush = useApp(brushOf);
  const theme = useColourScheme();
  const { timeline, endMs, scenario } = run;
  const { curve, syncs } = timeline;
  const vm = useMemo(() => guestStates(timeline), [timeline]);
  const fromMs = span?.fromMs ?? 0;
  const toMs = span?.toMs ?? Math.max(endMs, recording?.endMs ?? 0);
  const scale = useMemo(() => timeScale(fromMs, toMs, size.width, size.textPx), [fromMs, toMs, size]);
  const lanes = useMemo(() => lanesOf(run), [run]);
  const commands = useMemo(
    () => scenario.actions.map((action) => ({ atMs: action.atMs, text: actionWords(action) })),
    [scenario.actions],
  );
  const notes = useNoteMarks();
  const end = useMemo(() => ({ ...timeline.outcome!, atMs: endMs }), [timeline, endMs]);

  const { textPx } = scale;
  const barsPx = textPx * (size.height > textPx * ROOMY ? 5 : 4);
  const stripPx = hasStrip ? textPx * STRIP : 0;
  const gapPx = Math.round(textPx / 2);
  const takenPx = barsPx + stripPx + (hasStrip ? 3 : 2) * gapPx + lanesHeight(lanes, scale) + textPx * 2;
  const curvePx = Math.max(size.height - takenPx, textPx * 8);
  return (
    <div className={styles.stack} style={{ gap: gapPx }}>
      <ConvergenceCurve
        scale={scale}
        height={curvePx}
        theme={theme}
        curve={curve}
        syncs={syncs}
        recording={recording}
        models={models}
        yScale={isLog ? 'log' : 'linear'}
        vm={vm}
        endMs={endMs}
        now={now}
        brush={brush}
        onSeek={seek}
        onBrush={brushTime}
      />
      {hasStrip && (
        <DowntimeStrip scale={scale} height={stripPx} curve={curve} limitMs={limitMs} now={now} onSeek={seek} />
      )}
      <PassBars
        scale={scale}
        height={barsPx}
        syncs={syncs}
        end={end}
        now={now}
        brush={brush}
        onSeek={seek}
        onBrush={brushTime}
      />
      <div>
        <Lanes scale={scale} theme={theme} lanes={lanes} now={now} onSeek={seek} />
        <TimeAxis scale={scale} commands={commands} notes={notes} />
      </div>
    </div>
  );
}

/** The playhead, for figures that follow it without rendering. */
function useStoreNow(): Now {
  const { getState, subscribe } = useAppStore();
  return useMemo(() => ({ ms: () => getState().nowMs, subscribe }), [getState, subscribe]);
}

/** The recording that is laid over the run, as the curve draws it. */
function useRecording(): (RecordedCurve & { readonly endMs: number }) | null {
  const recording = useApp(recordingOf);
  return useMemo(() => recording && recordedCurve(recording.trace), [recording]);
}

/** The notes on an instant or a stretch of time, as the axis shows them. */
function useNoteMarks(): readonly NoteMark[] {
  const notes = useApp(notesOf);
  return useMemo(
    () =>
      notes.flatMap(({ text, at }, i) => {
        if ('fromSlot' in at) return [];
        const range = 'atMs' in at ? { fromMs: at.atMs, toMs: at.atMs } : at;
        return [{ ...range, number: i + 1, text }];
      }),
    [notes],
  );
}

/** What the formulas that are switched on say of the run, as the curve draws it. They are fetched with the first of them. */
function useModels(run: Run): readonly ModelLines[] {
  const shown = useApp(shownModelsOf);
  const [fetched, setFetched] = useState<{ readonly linesOf: typeof modelLines } | null>(null);
  const isWanted = shown.length > 0;
  useEffect(() => {
    if (isWanted) void import('./model-lines.ts').then(({ modelLines: linesOf }) => setFetched({ linesOf }));
  }, [isWanted]);
  return useMemo(() => fetched?.linesOf(run, shown) ?? [], [fetched, run, shown]);
}

const expectedDowntimeOf = ({ instant }: AppState) =>
  instant?.status === 'active' ? instant.counters.expectedDowntimeMs : 0;
const runOf = (state: AppState) => state.run;
/** The limit in force at the playhead: a command may change it while the migration runs. */
const limitOf = ({ run, scenario, nowMs }: AppState) =>
  (run && decisionBefore(run, nowMs)?.downtimeLimitMs) ?? (run?.scenario ?? scenario).parameters['downtime-limit'];
const notesOf = (state: AppState) => state.notes;
const brushOf = (state: AppState) => state.timeBrush;
const shownModelsOf = (state: AppState) => state.shownModels;
const recordingOf = (state: AppState) => state.recording;
