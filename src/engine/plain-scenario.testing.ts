import { PAGE_BYTES } from '../units.ts';
import type {
  Action,
  DmaWorkload,
  Guest,
  Link,
  MigrationParameters,
  PageRange,
  Region,
  Scenario,
  VfioDevice,
  Workload,
} from './scenario.ts';

/** How many numbers a scenario is drawn from. */
export const DRAWS = 80;

/** Narrows what is drawn; left out, everything occurs. */
export interface Limits {
  /** At least 64; default 2,048. */
  readonly mostPages?: number;
  readonly link?: Link['kind'];
  /** False: no VFIO device. */
  readonly devices?: boolean;
  /** False: no commands and no faults while it runs. */
  readonly actions?: boolean;
}

/**
 * Test support: a valid scenario made of random whole numbers, each taken in turn and reduced to the choice it has to
 * make; what is missing counts as 0, and 0 is the plainest choice, so that smaller numbers are simpler scenarios. Speeds
 * are of the size of the RAM, so that runs converge, hover and fail about equally often; a run ends within 5 simulated
 * seconds.
 */
export function scenarioOf(draws: readonly number[], limits: Limits = {}): Scenario {
  const draw = new Draw(draws);
  const pages = 64 + draw.below((limits.mostPages ?? 2048) - 63);
  const guest = guestOf(draw, pages);
  const link = linkOf(draw, pages, limits.link);
  return {
    format: 1,
    name: '',
    seed: draw.below(1000),
    guest,
    link,
    host: draw.one(['ideal', 'recorded']),
    parameters: { 'downtime-limit': limitOf(draw), 'max-bandwidth': bandwidthOf(draw, pages) },
    capabilities: { 'pause-before-switchover': draw.below(6) === 5, 'return-path': draw.below(2) === 1 },
    qemu: { release: '7.2', untrackedRule: draw.one(['knob', 'all-dirty', 'skip-precopy', 'knob', 'blocker']) },
    horizonMs: draw.one([3000, 5000, 4000, 1 + draw.below(2000), draw.below(20_000) / 10 + 0.1]),
    devices: limits.devices !== false && draw.below(2) === 1 ? [deviceOf(draw, pages)] : [],
    actions: limits.actions === false ? [] : actionsOf(draw, pages, leastBandwidth(link)),
  };
}

/** Takes the numbers one by one. */
class Draw {
  private readonly numbers: readonly number[];
  private taken = 0;
  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }
  /** 0 to `count` - 1 */
  below(count: number): number {
    return (this.numbers[this.taken++] ?? 0) % count;
  }
  one<Choice>(choices: readonly Choice[]): Choice {
    return choices[this.below(choices.length)]!;
  }
}

function guestOf(draw: Draw, pages: number): Guest {
  const all: PageRange = { fromPage: 0, toPage: pages };
  const some = (): PageRange => {
    const { startPage, pages: size } = regionOf(draw, pages);
    return { fromPage: startPage, toPage: startPage + size };
  };
  return {
    ramBytes: pages * PAGE_BYTES,
    firmware: draw.one(['bare', 'small-bios', 'pc']),
    stoppedBeforeMigrate: draw.below(12) === 11,
    nonzeroRanges: draw.one([() => [all], () => [some(), some()], () => [some()], () => []])(),
    workloads: Array.from({ length: draw.one([1, 0, 2, 1, 3]) }, () => workloadOf(draw, pages)),
  };
}

function regionOf(draw: Draw, pages: number): Region {
  const size = 1 + draw.below(draw.one([pages, pages, 8]));
  return { startPage: draw.below(pages - size + 1), pages: size };
}

function workloadOf(draw: Draw, ramPages: number): Workload {
  const kind = draw.one(['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf'] as const);
  const base = { region: regionOf(draw, ramPages), writesPerSecond: rateOf(draw) };
  const { pages } = base.region;
  switch (kind) {
    case 'sequential':
      return { kind, ...base, startIndex: draw.below(pages) };
    case 'hot-cold':
      if (pages === 1) return { kind: 'uniform', ...base };
      return { kind, ...base, hotPages: 1 + draw.below(pages - 1), hotShare: draw.one([0.9, 0.5, 0, 1]) };
    case 'bursts': {
      const onMs = draw.one([50, 1, 7.5, 300]);
      const offMs = draw.one([50, 1, 12.25, 1000]);
      return { kind, ...base, onMs, offMs, phaseMs: draw.one([0, onMs, (onMs + offMs) / 3]) };
    }
    case 'zipf':
      return { kind, ...base, exponent: draw.one([1, 0.5, 1.2, 2]) };
    default:
      return { kind, ...base };
  }
}

const rateOf = (draw: Draw): number => draw.one([draw.below(20_000), draw.below(300), 2000, 0.5, 0]);

/** From half of the RAM to ten times the RAM a second. */
const speedOf = (draw: Draw, pages: number): number =>
  Math.max(10_000, Math.round(draw.one([2, 1, 5, 10, 0.5]) * pages * PAGE_BYTES));

function linkOf(draw: Draw, pages: number, kind: Link['kind'] | undefined): Link {
  if ((kind ?? draw.one(['fast', 'wire', 'wire'])) === 'fast') {
    return { kind: 'fast', windowMs: draw.one([100, 100, 101, 150]) };
  }
  const bytesPerSecond = draw.one([
    speedOf(draw, pages),
    speedOf(draw, pages),
    speedOf(draw, pages),
    null,
    1e9,
    4_104_000,
    1e9,
    10_000,
  ]);
  return { kind: 'wire', bytesPerSecond };
}

const limitOf = (draw: Draw): number => draw.one([30, 1 + draw.below(100), 300, 5, 0, 1, 2_000_000]);

/** The small ones: a limit of 0 a window, of 1 byte, of less than a page, of a few pages. */
function bandwidthOf(draw: Draw, pages: number): number {
  const small = draw.one([0, 9, 10, 1000, 200_000]);
  return draw.one([speedOf(draw, pages), speedOf(draw, pages), 0, small, 134_217_728]);
}

function deviceOf(draw: Draw, pages: number): VfioDevice {
  return {
    name: '0000:01:00.0',
    dma: dmaOf(draw, pages),
    dirtyTracking: draw.one(['none', 'device', 'type1', 'none']),
    stopCopyBytes: draw.one([0, 1, 65_536]),
    stopMs: draw.one([0, 0.5, 1, 20]),
    resumeMs: draw.one([0, 0.5, 20]),
  };
}

function dmaOf(draw: Draw, pages: number): DmaWorkload {
  const kind = draw.one(['ring', 'random', 'none'] as const);
  if (kind === 'none') return { kind };
  return { kind, region: regionOf(draw, pages), writesPerSecond: rateOf(draw) };
}

function actionsOf(draw: Draw, pages: number, least: number): Action[] {
  return Array.from({ length: draw.one([0, 1, 0, 2, 4]) }, () => actionOf(draw, pages, least)).sort(
    (a, b) => a.atMs - b.atMs,
  );
}

/** Where sending takes no time, a limit lifted later would let a guest that is always all dirty pass for ever at one instant. */
const leastBandwidth = (link: Link): number => (link.kind === 'fast' || link.bytesPerSecond === null ? 10 : 0);

function actionOf(draw: Draw, pages: number, least: number): Action {
  const atMs = draw.one([draw.below(5000) / 10, draw.below(2000), draw.below(50) * 100]);
  const set = (parameters: Partial<MigrationParameters>): Action => ({
    atMs,
    execute: 'migrate-set-parameters',
    arguments: parameters,
  });
  return draw.one<() => Action>([
    () => set({ 'max-bandwidth': Math.max(least, bandwidthOf(draw, pages)) }),
    () => set({ 'downtime-limit': limitOf(draw) }),
    () => ({ atMs, execute: 'migrate-continue' }),
    () => ({ atMs, execute: 'migrate_cancel' }),
    () => ({ atMs, fault: 'channel-error' }),
  ])();
}
