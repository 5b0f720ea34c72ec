import { memo, useId, useMemo } from 'react';
import { counted, t } from '../language/t.ts';
import { formatCount, formatMs } from '../units.ts';
import styles from './charts.module.css';
import type { Now } from './now.ts';
import { fitting, foundWords, mergedPasses, passBars, passName, sentWords } from './pass-bar-shape.ts';
import { type Pass, passesOf, type SentSoFar, type Sync } from './passes.ts';
import { AcrossVeil, BrushMark, Playhead, Veil } from './time-marks.tsx';
import type { TimeScale } from './time-scale.ts';
import { type TimeActions, type TimeRange, useTimePointer } from './use-time-pointer.ts';

export interface PassBarsProps extends TimeActions {
  readonly scale: TimeScale;
  /** px */
  readonly height: number;
  readonly syncs: readonly Sync[];
  /** Counters at the end of the run, or where it has been computed to. */
  readonly end: SentSoFar;
  readonly now: Now;
  readonly brush?: TimeRange | null;
}

/**
 * Pages sent in each pass, upwards, against pages found dirty by the sync that ended it, downwards. A bar is as wide as
 * its pass took and as high as pages went a second, so its area is its pages, and a pass converges where the bar above
 * is higher than the bar below. Passes narrower than a few px are drawn together, with nothing left out.
 */
export function PassBars(props: PassBarsProps) {
  const { scale, height, syncs, end, now, brush = null } = props;
  const passes = useMemo(() => passesOf(syncs, end), [syncs, end]);
  const bars = useMemo(() => passBars(mergedPasses(passes, scale), scale, height), [passes, scale, height]);
  const { drawn, pointer } = useTimePointer(scale, props);
  const { left, right, textPx } = scale;
  const middle = (from: number, to: number) => (from + to) / 2;
  return (
    <div className={styles.figure}>
      <svg width={scale.width} height={height} fontSize={textPx} {...pointer} role="img" aria-label={summary(passes)}>
        <rect x={left} y={0} width={right - left} height={height} fill="transparent" />
        <text x={left - textPx * 0.6} y={middle(0, bars.baseline)} dy="0.35em" textAnchor="end">
          {t('sent')}
        </text>
        <text x={left - textPx * 0.6} y={middle(bars.baseline, height)} dy="0.35em" textAnchor="end">
          {t('dirtied')}
        </text>
        <Bars bars={bars} />
        <line className={styles.grid} x1={left} x2={right} y1={bars.baseline} y2={bars.baseline} />
        <Veil scale={scale} top={0} bottom={height} now={now} />
        <AcrossVeil
          scale={scale}
          top={0}
          bottom={height}
          now={now}
          past={<BarTexts bars={bars} textPx={textPx} isPaled={false} />}
          future={<BarTexts bars={bars} textPx={textPx} isPaled />}
        />
        <BrushMark scale={scale} top={0} bottom={height} range={drawn ?? brush} />
        <Playhead scale={scale} top={0} bottom={height} now={now} />
      </svg>
      <PassTable passes={passes} />
    </div>
  );
}

interface BarTextsProps extends BarsProps {
  readonly isPaled: boolean;
}
interface BarsProps {
  readonly bars: ReturnType<typeof passBars>;
  readonly textPx: number;
}

const Bars = memo(function Bars({ bars: { bars, baseline } }: Omit<BarsProps, 'textPx'>) {
  const hatch = useId();
  return (
    <>
      <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={5} height={5} fill="var(--sent)" />
        <rect width={2} height={5} fill="var(--bg)" />
      </pattern>
      {bars.map(({ pass, x, width, normal, redundant, zero, found }) => {
        const sent = normal + redundant + zero;
        return (
          <g key={pass.first}>
            <title>{titleOf(pass)}</title>
            <rect x={x} width={width} y={baseline - normal} height={normal} fill="var(--sent)" />
            <rect x={x} width={width} y={baseline - normal - redundant} height={redundant} fill={`url(#${hatch})`} />
            <rect x={x} width={width} y={baseline - sent} height={zero} fill="var(--zero)" />
            <rect x={x} width={width} y={baseline} height={found} fill="var(--waiting)" />
          </g>
        );
      })}
    </>
  );
});

const BarTexts = memo(function BarTexts({ bars: { bars, baseline, height }, textPx, isPaled }: BarTextsProps) {
  const onSent = isPaled ? undefined : styles.strong;
  const onWaiting = isPaled ? undefined : styles.onWaiting;
  const onGround = isPaled ? styles.label : `${styles.label} ${styles.strong}`;
  const room = textPx * 1.3;
  return bars.map(({ pass, x, width, normal, redundant, zero, found }) => {
    const sent = normal + redundant + zero;
    const sentText = fitting(width, textPx, sentWords(pass));
    const foundText = fitting(width, textPx, foundWords(pass));
    return (
      <g key={pass.first}>
        {sentText && (
          <text
            className={sent > room ? onSent : onGround}
            x={x + textPx * 0.4}
            y={sent > room ? baseline - textPx * 0.4 : baseline - sent - textPx * 0.3}
          >
            {sentText}
          </text>
        )}
        {foundText && (
          <text
            className={found > room ? onWaiting : onGround}
            x={x + textPx * 0.4}
            y={
              found > room || baseline + found + room < height
                ? baseline + (found > room ? 0 : found) + textPx * 1.05
                : height
            }
          >
            {foundText}
          </text>
        )}
      </g>
    );
  });
});

function titleOf(pass: Pass): string {
  const words = {
    pass: passName(pass),
    from: formatMs(pass.fromMs),
    to: formatMs(pass.toMs),
    pages: pass.normalPages,
    zero: pass.zeroPages,
    redundant: pass.redundantPages,
    encoded: pass.encodedPages,
  };
  const sent =
    pass.encodedPages > 0
      ? t(
          '{pass}, {from} to {to}: {pages} pages with content and {zero} zero pages sent, {redundant} of them already there, {encoded} encoded or compressed',
          words,
        )
      : t(
          '{pass}, {from} to {to}: {pages} pages with content and {zero} zero pages sent, {redundant} of them already there',
          words,
        );
  return pass.foundPages === null ? sent : t('{sent}; then {found} found dirty', { sent, found: pass.foundPages });
}

function summary(passes: readonly Pass[]): string {
  const sent = passes.reduce((sum, pass) => sum + pass.normalPages + pass.zeroPages, 0);
  const found = passes.reduce((sum, pass) => sum + (pass.foundPages ?? 0), 0);
  return counted(
    passes.length,
    'Pages sent and dirtied in {count} pass: {sent} sent, {found} found dirty',
    'Pages sent and dirtied in {count} passes: {sent} sent, {found} found dirty',
    { sent, found },
  );
}

const PassTable = memo(function PassTable({ passes }: { passes: readonly Pass[] }) {
  const rows = passes.length <= 2 * SHOWN ? passes : [...passes.slice(0, SHOWN), ...passes.slice(-SHOWN)];
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{rows.length < passes.length ? t('Passes, some in the middle left out') : t('Passes')}</caption>
        <thead>
          <tr>
            {[
              t('Pass'),
              t('From'),
              t('To'),
              t('Pages with content'),
              t('Of them encoded'),
              t('Zero pages'),
              t('Already there'),
              t('Found dirty'),
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((pass) => (
            <tr key={pass.first}>
              <th scope="row">{pass.first}</th>
              <td>{formatMs(pass.fromMs)}</td>
              <td>{formatMs(pass.toMs)}</td>
              <td>{formatCount(pass.normalPages)}</td>
              <td>{formatCount(pass.encodedPages)}</td>
              <td>{formatCount(pass.zeroPages)}</td>
              <td>{formatCount(pass.redundantPages)}</td>
              <td>{pass.foundPages === null ? t('none') : formatCount(pass.foundPages)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

const SHOWN = 50;
