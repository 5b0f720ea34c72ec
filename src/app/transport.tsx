import { ChevronDown, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { lazy, memo } from 'react';
import { t } from '../language/t.ts';
import type { StepUnit } from '../store/steps.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Popover } from '../ui/popover.tsx';
import { logStops, placeOf } from '../ui/slider-stops.ts';
import { formatNumber } from '../units.ts';
import { clock } from './clock.ts';
import { keysOf, useShortcuts } from './keyboard.ts';
import { type Mark, SeekBar } from './seek-bar.tsx';
import styles from './transport.module.css';

export interface TransportProps {
  readonly nowMs: number;
  /** Length of the run; 0 while there is none, then nothing can be pressed. */
  readonly endMs: number;
  readonly playing: boolean;
  /** Simulated seconds a second; Infinity is as fast as it can. */
  readonly speed: number;
  /** How far one step goes. */
  readonly stepUnit: StepUnit;
  /** The bitmap syncs, ascending. */
  readonly marks: readonly Mark[];
  readonly stopped: { readonly fromMs: number; readonly toMs: number } | null;
  /** A place on the clock in words; simulated time without it. */
  readonly format?: (place: number) => string;
  /** `pass 4` */
  readonly passLabel: string;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onSeek: (ms: number) => void;
  readonly onSpeed: (speed: number) => void;
  /** Without it the length of a step cannot be chosen. */
  readonly onStepUnit?: (unit: StepUnit) => void;
}

/** The bar at the bottom of every view that plays a run. Its keys work wherever the focus is. */
export function Transport(props: TransportProps) {
  const { nowMs, endMs, playing, speed, stepUnit, marks, passLabel, format = clock } = props;
  const { onPlay, onPause, onStep, onSeek, onSpeed, onStepUnit } = props;
  const isEmpty = endMs <= 0;

  const toggle = () => (playing ? onPause() : onPlay());
  const seekSync = (direction: 1 | -1) =>
    onSeek(neighbour(marks, nowMs, direction)?.atMs ?? (direction === 1 ? endMs : 0));
  const changeSpeed = (direction: 1 | -1) => {
    const place = Math.round(placeOf(SPEEDS, speed)) + direction;
    onSpeed(SPEEDS[Math.min(Math.max(place, 0), SPEEDS.length - 1)]!);
  };
  useShortcuts(
    isEmpty
      ? {}
      : {
          play: toggle,
          stepBack: () => onStep(-1),
          stepForward: () => onStep(1),
          previousSync: () => seekSync(-1),
          nextSync: () => seekSync(1),
          toStart: () => onSeek(0),
          toEnd: () => onSeek(endMs),
          slower: () => changeSpeed(-1),
          faster: () => changeSpeed(1),
        },
  );

  return (
    <section className={styles.transport} aria-label={t('Transport')} data-tour="transport">
      <PlayButtons
        endMs={endMs}
        playing={playing}
        stepUnit={stepUnit}
        onPlay={onPlay}
        onPause={onPause}
        onStep={onStep}
        onSeek={onSeek}
        {...(onStepUnit && { onStepUnit })}
      />
      <div className={styles.track}>
        <SeekBar nowMs={nowMs} endMs={endMs} marks={marks} stopped={props.stopped} format={format} onSeek={onSeek} />
      </div>
      <div className={styles.time}>
        <div>
          <span className={styles.now}>{format(nowMs)}</span> <End endMs={endMs} format={format} />
        </div>
        <div className={styles.pace}>
          <span>{passLabel}</span>
          <Speed speed={speed} onSpeed={onSpeed} />
        </div>
      </div>
    </section>
  );
}

/** A sentence of its own, so that a picture of a run does not ask for its words. */
const End = memo(function End({ endMs, format }: { endMs: number; format: (place: number) => string }) {
  return <span className={styles.end}>{t('of {end}', { end: format(endMs) })}</span>;
});

type PlayButtonsProps = Pick<
  TransportProps,
  'endMs' | 'playing' | 'stepUnit' | 'onPlay' | 'onPause' | 'onStep' | 'onSeek' | 'onStepUnit'
>;

/** Rendered again when one of them changes, and not with every picture of a run. */
const PlayButtons = memo(function PlayButtons(props: PlayButtonsProps) {
  const { endMs, playing, stepUnit, onPlay, onPause, onStep, onSeek, onStepUnit } = props;
  const isEmpty = endMs <= 0;
  const stepUnits = stepUnitsInWords();
  const unit = stepUnits.find(({ id }) => id === stepUnit)!;
  return (
    <div className={styles.play}>
      <IconButton
        label={t('To the start')}
        keys={keysOf('toStart')}
        icon={<SkipBack fill="currentColor" />}
        isDisabled={isEmpty}
        onPress={() => onSeek(0)}
      />
      <IconButton
        label={unit.back}
        keys={keysOf('stepBack')}
        icon={<StepBack fill="currentColor" />}
        isDisabled={isEmpty}
        onPress={() => onStep(-1)}
      />
      <IconButton
        label={playing ? t('Pause', {}, 'playing') : t('Play')}
        keys={keysOf('play')}
        icon={playing ? <Pause fill="currentColor" strokeWidth={0} /> : <Play fill="currentColor" />}
        variant="primary"
        size="large"
        isDisabled={isEmpty}
        onPress={playing ? onPause : onPlay}
      />
      <IconButton
        label={unit.forward}
        keys={keysOf('stepForward')}
        icon={<StepForward fill="currentColor" />}
        isDisabled={isEmpty}
        onPress={() => onStep(1)}
      />
      <IconButton
        label={t('To the end')}
        keys={keysOf('toEnd')}
        icon={<SkipForward fill="currentColor" />}
        isDisabled={isEmpty}
        onPress={() => onSeek(endMs)}
      />
      {onStepUnit && (
        <Menu label={t('One step is')} items={stepUnits} selected={stepUnit} onAction={onStepUnit}>
          <Button variant="quiet" aria-label={unit.chosen}>
            {unit.step}
            <ChevronDown aria-hidden size="1em" />
          </Button>
        </Menu>
      )}
    </div>
  );
});

const Speed = memo(function Speed({ speed, onSpeed }: Pick<TransportProps, 'speed' | 'onSpeed'>) {
  return (
    <Popover
      button={
        <Button variant="quiet" aria-label={t('Speed: {speed}', { speed: speedText(speed) })}>
          {speedText(speed)}
          <ChevronDown aria-hidden size="1em" />
        </Button>
      }
    >
      <Slider
        label={t('Speed')}
        value={speed}
        onChange={onSpeed}
        stops={SPEEDS}
        format={speedText}
        ticks={speedTicks()}
        help={t(
          'Simulated time against the clock on the wall. At {speed}× one second shows one millisecond of the migration.',
          { speed: formatNumber(0.001, 3) },
        )}
      />
    </Popover>
  );
});

const Slider = lazy(async () => ({ default: (await import('../ui/slider.tsx')).Slider }));

interface StepUnitInWords {
  readonly id: StepUnit;
  readonly label: string;
  readonly detail: string;
  readonly step: string;
  readonly chosen: string;
  readonly back: string;
  readonly forward: string;
}
const stepUnitsInWords = (): readonly StepUnitInWords[] => [
  {
    id: 'pages',
    label: t('Page batch'),
    detail: t('64 pages sent'),
    step: t('page batch'),
    chosen: t('One step is one page batch'),
    back: t('One page batch back'),
    forward: t('One page batch forward'),
  },
  {
    id: 'window',
    label: t('Window'),
    detail: t('The 100 ms in which QEMU measures its bandwidth'),
    step: t('window'),
    chosen: t('One step is one window'),
    back: t('One window back'),
    forward: t('One window forward'),
  },
  {
    id: 'sync',
    label: t('Sync'),
    detail: t('From one dirty bitmap sync to the next'),
    step: t('sync'),
    chosen: t('One step is one sync'),
    back: t('One sync back'),
    forward: t('One sync forward'),
  },
  {
    id: 'decision',
    label: t('Decision'),
    detail: t('From one look at the threshold to the next'),
    step: t('decision'),
    chosen: t('One step is one decision'),
    back: t('One decision back'),
    forward: t('One decision forward'),
  },
];

const SPEEDS: readonly number[] = [...logStops(0.001, 1000), Number.POSITIVE_INFINITY];
const speedTicks = () => [
  ...[0.001, 0.1, 1, 10].map((value) => ({ value, label: `${formatNumber(value, 3)}×` })),
  { value: Number.POSITIVE_INFINITY, label: t('fastest') },
];

function speedText(speed: number): string {
  if (speed === Number.POSITIVE_INFINITY) return t('as fast as it can');
  return speed === 1 ? t('real time') : t('{speed}× real time', { speed: formatNumber(speed, 4) });
}

/** The last mark before `nowMs` or the first one after it; the one it stands on is neither. */
function neighbour(marks: readonly Mark[], nowMs: number, direction: 1 | -1): Mark | undefined {
  const HALF_A_MICROSECOND = 0.0005; // a seek to a mark may not land on it to the last bit
  return direction === 1
    ? marks.find((mark) => mark.atMs > nowMs + HALF_A_MICROSECOND)
    : marks.findLast((mark) => mark.atMs < nowMs - HALF_A_MICROSECOND);
}
