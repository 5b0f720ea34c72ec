import { axisValues } from '../sweep/study/axis.ts';
import { pointsOf, scenarioAt } from '../sweep/study/cells.ts';
import { estimate } from '../sweep/study/measure.ts';
import { keeps } from '../sweep/study/promise.ts';
import { scattered } from '../sweep/study/scattered.ts';
import { type EstimateCommand, type EstimatedPoint, type EstimateReply, packEstimates } from './estimate-protocol.ts';

/** A worker that answers a plan at count level, a few milliseconds at a time, until another plan comes. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

/** A message to oneself comes behind those of the page, so that a newer plan is seen between two slices. */
const bell = new MessageChannel();
let newest: EstimateCommand | null = null;
let resume: (() => void) | null = null;
bell.port1.onmessage = () => resume?.();
const pause = () =>
  new Promise<void>((resolve) => {
    resume = resolve;
    bell.port2.postMessage(null);
  });

scope.onmessage = ({ data }: MessageEvent<EstimateCommand>) => {
  newest = data;
  void answer(data);
};

async function answer(command: EstimateCommand): Promise<void> {
  const { id, plan, hand, hands } = command;
  const points = pointsOf(plan);
  const sizes = plan.axes.map((axis) => axisValues(axis).length);
  const isWhole = sizes.reduce((product, size) => product * size, 1) === points.length;
  const order = scattered(isWhole ? sizes : [points.length]);
  let found: EstimatedPoint[] = [];
  let shownMs = Number.NEGATIVE_INFINITY;
  for (let next = hand, isLast = false; !isLast; ) {
    let nowMs = performance.now();
    for (const endMs = nowMs + SLICE_MS; next < order.length && nowMs < endMs; nowMs = performance.now()) {
      const point = order[next]!;
      next += hands;
      const scenario = scenarioAt(plan, points[point]!.values);
      const run = estimate(scenario);
      found.push({ point, run, keepsPromise: run !== null && keeps(run, plan.promise, scenario) });
    }
    isLast = next >= order.length;
    if (isLast || nowMs >= shownMs + SHOW_MS) {
      const packed = packEstimates(found);
      scope.postMessage({ id, packed, isLast } satisfies EstimateReply, [packed.buffer]);
      found = [];
      shownMs = nowMs;
    }
    await pause();
    if (newest !== command) return;
  }
}

/** A newer plan waits no longer than this. */
const SLICE_MS = 8;
/** The first answers go at once, those after them together: whoever draws them needs the time for it. */
const SHOW_MS = 40;
