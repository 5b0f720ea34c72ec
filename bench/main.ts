import { parseArgs } from 'node:util';
import { ENGINE_CASES, type EngineFigures, measureEngine } from './engine.ts';

/** `npm run bench [-- --json]`: speed and memory of the engine. One JSON object with `--json`, else a table. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const engine = ENGINE_CASES.map((each) => measureEngine(each));
if (values.json) console.log(JSON.stringify({ node: process.version, engine }));
else console.log(table(engine));

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
