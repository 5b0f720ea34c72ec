// Everything that must hold: types, lint, unit tests, builds, browser tests. One closing line with the counts.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { ensureBrowser } = await import('./browser.mjs');
rmSync('test-results', { recursive: true, force: true });

let failedSteps = 0;
const count = { passed: 0, failed: 0, skipped: 0 };
const bin = (name) => `node_modules/.bin/${name}${process.platform === 'win32' ? '.cmd' : ''}`;
function step(name, cmd, args, env = {}) {
  const t0 = Date.now();
  console.log(`\n=== ${name}`);
  const r = spawnSync(cmd, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const ok = r.status === 0;
  console.log(
    `=== ${name}: ${ok ? 'ok' : `FAILED (exit ${r.status ?? r.signal})`} in ${((Date.now() - t0) / 1000).toFixed(1)} s`,
  );
  if (!ok) failedSteps++;
  return ok;
}
const json = (f) => {
  try {
    return JSON.parse(readFileSync(f, 'utf8'));
  } catch {
    return undefined;
  }
};

step('lockfile', process.execPath, ['scripts/check-lock.mjs']);
step('types', bin('tsc'), ['--build']);
step('lint', bin('biome'), ['ci', '--colors=off', '.']);
step('unit tests', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=test-results/unit.json',
]);
const u = json('test-results/unit.json');
if (u) {
  count.passed += u.numPassedTests;
  count.failed += u.numFailedTests;
  count.skipped += u.numPendingTests + u.numTodoTests;
} else count.failed++;

const built = [
  step('build', bin('vite'), ['build']),
  step('build, one file', bin('vite'), ['build', '--mode', 'single']),
  step('build, CLI', bin('vite'), ['build', '--config', 'vite.cli.config.ts']),
].every(Boolean);
if (built) {
  const browser = ensureBrowser();
  console.log(`browser: ${browser}`);
  step('browser tests', bin('playwright'), ['test'], { PW_JSON: 'test-results/e2e.json' });
  const e = json('test-results/e2e.json')?.stats;
  if (e) {
    count.passed += e.expected + e.flaky;
    count.failed += e.unexpected;
    count.skipped += e.skipped;
  } else count.failed++;
}
if (failedSteps && !count.failed) count.failed = failedSteps;
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(failedSteps || count.failed ? 1 : 0);
