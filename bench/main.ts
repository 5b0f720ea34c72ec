import { parseArgs } from 'node:util';
import { formatCount } from '../src/units.ts';
import { measureComparing } from './comparing.ts';
import { ENGINE_CASES, type EngineFigures, measureEngine } from './engine.ts';
import { measurePlaying, type PlayingFigures } from './playing.ts';
import { measureStudy } from './study.ts';
import { measureConfirming, measureLiveMap } from './sweeping.ts';

/**
 * `npm run bench [-- --json]`: speed and memory of the engine in Node, and how evenly the app plays in Chromium. One JSON
 * object with `--json`, else tables.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (text: string): void => {
  if (!values.json) console.log(text);
};
const engine = ENGINE_CASES.map((each) => measureEngine(each));
say(`${table(engine)}\n`);
const study = await measureStudy();
say(
  `A sweep: ${formatCount(study.countedPerSecond)} counted runs of 64 GiB in a second of one core's time (aim 20,000), ${study.countedPerReference.toFixed(0)} in the time of a million random bit writes; ${formatCount(study.mapCellsPerSecond)} of a map that partly does not converge; ${formatCount(study.pagedPerMinute)} paged runs of 4 GiB a minute on ${study.cores} cores (aim 3,000 on two).`,
);
const playing = await measurePlaying();
say(sentence(playing));
const comparing = await measureComparing();
say(`${sentence(comparing)} Ready after ${(comparing.readyMs / 1000).toFixed(1)} s.`);
const liveMap = await measureLiveMap();
say(
  `${liveMap.name} ${liveMap.moves} times: every square coloured after ${ms(liveMap.coarseMedianMs)} (p95 ${ms(liveMap.coarseP95Ms)}, aim 100 ms), each with its own run after ${ms(liveMap.wholeMedianMs)} (p95 ${ms(liveMap.wholeP95Ms)}).`,
);
const confirming = await measureConfirming();
say(`${sentence(confirming)} All after ${(confirming.confirmedMs / 1000).toFixed(1)} s.`);
if (values.json)
  console.log(JSON.stringify({ node: process.version, engine, study, playing, comparing, liveMap, confirming }));

function sentence(played: PlayingFigures): string {
  const { name, browser, frames, frameMedianMs, frameP95Ms, frameWorstMs, longTasks, longestTaskMs } = played;
  return [
    `${name}, Chromium ${browser}: ${frames} frames, interval median ${ms(frameMedianMs)}, p95 ${ms(frameP95Ms)}, worst ${ms(frameWorstMs)};`,
    `${longTasks} tasks of the main thread over 50 ms, the longest ${ms(longestTaskMs)}.`,
  ].join(' ');
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function table(figures: readonly EngineFigures[]): string {
  const rows: [string, (each: EngineFigures) => string][] = [
    ['simulated s', (each) => (each.simulatedMs / 1000).toFixed(1)],
    ['one run, median, ms', (each) => each.medianMs.toFixed(1)],
    ['one run, fastest, ms', (each) => each.fastestMs.toFixed(1)],
    ['first run, ms', (each) => each.firstMs.toFixed(1)],
    ['simulated s per s', (each) => each.simulatedSecondsPerSecond.toFixed(0)],
    ['ns per page sent', (each) => each.nsPerPageSent.toFixed(2)],
    ['ns per guest write', (each) => each.nsPerGuestWrite.toFixed(2)],
    ['bytes per page', (each) => each.bytesPerPage.toFixed(3)],
    ['pages sent', (each) => String(each.pagesSent)],
    ['guest writes', (each) => String(each.guestWrites)],
    ['times the reference', (each) => each.timesReference.toFixed(2)],
  ];
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(14))).join('');
  return [
    line(['guest', ...figures.map((each) => each.name)]),
    ...rows.map(([name, of]) => line([name, ...figures.map(of)])),
  ].join('\n');
}
