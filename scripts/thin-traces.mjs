// Thins recordings of real migrations to what the app and the tests read, into public/traces. Run by hand:
// node scripts/thin-traces.mjs FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the app offers; all other recordings are for the tests and the fidelity report. */
const OFFERED = {
  'idle-256m-cap64-r1': 'An idle guest of 256 MiB at 64 MiB/s: one pass and the end.',
  'seq-256m-cap64-r1': 'A guest that writes its pages in turn, at a quarter of what the cap sends.',
  'uni-512m-cap128-r1': 'Random writes over 60,000 pages of 512 MiB; five looks at the dirty log.',
  'uni-tight-128m-cap32-r1': 'Random writes just below the cap: 22 looks until one finds little enough.',
  'hot-never-128m-cap32': 'A hot set that is written faster than the cap: cancelled after 20 s.',
  'link48-uni-128m-r1': 'A link of 48 MiB/s is the bottleneck, and the downtime comes near its limit of 300 ms.',
  'link32-uni-never-128m': 'A link of 32 MiB/s and a guest that writes faster: cancelled after 15 s.',
  'dl0-uni-128m-cap64': 'Downtime limit 0: one pass, then everything written meanwhile.',
  'dlmax-uni-256m-cap64': 'Downtime limit 2,000,000 ms: stopped at the first window.',
  'uni-cap-raised-128m-cap16': 'The cap is raised after 8 s, and it ends.',
  'uni-never-then-downtime-128m-cap32': 'The downtime limit is raised after 12 s, and it ends; 87 looks.',
  'link48-postcopy-128m': 'Post-copy after 5 s on a link of 48 MiB/s: the guest moves, and 31 MiB follow it.',
  'xbzrle-seq-128m-cap32': 'XBZRLE: the second round fills the cache, from the third a page takes 15 bytes.',
  'multifd2-seq-256m-cap64': 'Two channels beside the main one: a window is filled in packets of 128 pages.',
  'tcg-lost-writes-128m-cap32':
    'Made with TCG, which loses writes before QEMU 9.0: 125 pages differed at the end of a completed migration.',
  'zero-heavy-1g-cap64': 'A guest of 1 GiB of which seven pages in eight are zero.',
};
/** Needs what is not simulated yet; see docs/fidelity.md. */
const LEFT_OUT = [];

const source = process.argv[2];
if (!source) {
  console.error('usage: node scripts/thin-traces.mjs FOLDER-OF-RECORDINGS');
  process.exit(2);
}
const target = fileURLToPath(new URL('../public/traces/', import.meta.url));
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const recordings = [];
let bytes = 0;
for (const file of readdirSync(source)
  .filter((name) => name.endsWith('.json'))
  .sort()) {
  const trace = JSON.parse(readFileSync(join(source, file), 'utf8'));
  if (LEFT_OUT.includes(trace.kind)) continue;
  const text = JSON.stringify(thinned(trace)).replaceAll('},{', '},\n{');
  writeFileSync(join(target, file), `${text}\n`);
  bytes += text.length;
  recordings.push({ name: trace.name, file, kind: trace.kind, offered: OFFERED[trace.name] ?? null });
}
writeFileSync(join(target, 'index.json'), `${JSON.stringify({ recordings }, null, 1)}\n`);
const missing = Object.keys(OFFERED).filter((name) => !recordings.some((each) => each.name === name));
if (missing.length > 0) throw new Error(`not in ${source}: ${missing.join(', ')}`);
console.log(`${recordings.length} recordings, ${(bytes / 2 ** 20).toFixed(2)} MiB`);

function thinned({ schema, name, kind, qemuVersion, accel, config, actions, errors, samples, events, outcome, qmp }) {
  const { effectiveParameters: _, ...used } = config;
  return {
    schema,
    name,
    kind,
    qemuVersion,
    accel,
    config: used,
    actions: actions.map(({ tMs, execute, arguments: given }) => ({ tMs, execute, arguments: given })),
    errors: errors.map(({ command, error }) => ({ command, error: { desc: error.desc } })),
    samples: samples.map(thinnedSample).filter(isCorner),
    events: events
      .filter(({ name }) => name === 'migrate_pending')
      .map(({ tMs, name, pending, threshold }) => ({ tMs, name, pending, threshold })),
    outcome: { ...thinnedOutcome(outcome), ...(qmp?.['xbzrle-cache'] && { xbzrleCache: qmp['xbzrle-cache'] }) },
    thinning: ['to what is simulated and drawn; samples on a straight, level stretch are left out'],
  };
}

function thinnedSample({ tMs, status, cpuThrottlePercentage, ram }) {
  if (!ram) return { tMs, status };
  const { remaining } = ram;
  const throttle = cpuThrottlePercentage ? { cpuThrottlePercentage } : {};
  return { tMs, status, ...throttle, ram: { remaining, 'dirty-sync-count': ram['dirty-sync-count'] } };
}

/** Between two bursts nothing is sent, and the samples say the same again and again. */
function isCorner(sample, i, all) {
  const [before, after] = [all[i - 1], all[i + 1]];
  return !(before && after && same(before, sample) && same(sample, after));
}
function same(a, b) {
  const { tMs: _, ...first } = a;
  const { tMs: __, ...second } = b;
  return JSON.stringify(first) === JSON.stringify(second);
}

function thinnedOutcome(outcome) {
  const { atCancel, iterations, memoryComparison, destinationGuest: _, ...figures } = outcome;
  const ram = atCancel && {
    remaining: atCancel.ram.remaining,
    transferred: atCancel.ram.transferred,
    normal: atCancel.ram.normal,
    duplicate: atCancel.ram.duplicate,
    'dirty-sync-count': atCancel.ram['dirty-sync-count'],
  };
  return {
    ...figures,
    ...(memoryComparison && {
      memoryComparison: {
        pagesCompared: memoryComparison.pagesCompared,
        pagesThatDiffer: memoryComparison.pagesThatDiffer,
      },
    }),
    atCancel: atCancel && { tMs: atCancel.tMs, ram },
    iterations: iterations.map(({ syncIndex, tMs, remainingBytesAfterSync, thresholdAtSync, vmStopped }) => ({
      syncIndex,
      tMs,
      remainingBytesAfterSync,
      thresholdAtSync,
      ...(vmStopped ? { vmStopped } : {}),
    })),
  };
}
