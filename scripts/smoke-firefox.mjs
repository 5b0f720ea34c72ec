// Optional second engine: drives a stock Firefox over WebDriver BiDi, with no driver and no dependency.
// Usage: node scripts/smoke-firefox.mjs URL   (needs `dist` served; Node 20 restarts itself with --experimental-websocket)
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (typeof WebSocket === 'undefined') {
  const r = spawnSync(
    process.execPath,
    ['--experimental-websocket', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exit(r.status ?? 1);
}
const url = process.argv[2];
const profile = mkdtempSync(join(tmpdir(), 'ff-'));
const ff = spawn(
  process.env.FIREFOX ?? 'firefox-esr',
  ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
const endpoint = await new Promise((resolve, reject) => {
  let text = '';
  ff.stderr.on('data', (d) => {
    text += d;
    const m = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text);
    if (m) resolve(`${m[1]}/session`);
  });
  ff.on('exit', () => reject(new Error(`Firefox ended:\n${text}`)));
  setTimeout(() => reject(new Error(`no BiDi endpoint:\n${text}`)), 30_000).unref();
});
const ws = new WebSocket(endpoint);
await new Promise((r, j) => {
  ws.onopen = r;
  ws.onerror = j;
});
const pending = new Map();
let id = 0;
ws.onmessage = (e) => {
  const m = JSON.parse(e.data);
  if (m.id === undefined) return;
  const [r, j] = pending.get(m.id);
  pending.delete(m.id);
  m.type === 'error' ? j(new Error(`${m.error}: ${m.message}`)) : r(m.result);
};
const cmd = (method, params = {}) =>
  new Promise((r, j) => {
    pending.set(++id, [r, j]);
    ws.send(JSON.stringify({ id, method, params }));
  });
let failed = 0;
try {
  await cmd('session.new', { capabilities: {} });
  const { contexts } = await cmd('browsingContext.getTree');
  const context = contexts[0].context;
  const evaluate = async (f) => {
    const r = await cmd('script.evaluate', {
      expression: `(${f})().then(JSON.stringify)`,
      target: { context },
      awaitPromise: true,
    });
    if (r.type !== 'success') throw new Error(r.exceptionDetails.text);
    return JSON.parse(r.result.value);
  };
  await cmd('browsingContext.navigate', { context, url, wait: 'complete' });
  const got = await evaluate(async () => {
    const until = async (f) => {
      const end = Date.now() + 15000;
      while (!f() && Date.now() < end) await new Promise((r) => setTimeout(r, 50));
    };
    const mode = () => document.querySelector('[data-testid=mode]')?.textContent;
    await until(() => mode() && mode() !== 'starting');
    document.querySelector('button').click();
    await until(() => document.documentElement.dataset.painted === '1');
    return { isolated: crossOriginIsolated, mode: mode(), status: document.querySelector('[role=status]').textContent };
  });
  console.log(JSON.stringify(got));
  if (got.mode !== 'shared' || !got.status.includes('17314')) failed = 1;
} finally {
  ws.close();
  ff.kill();
  await new Promise((r) => ff.once('exit', r));
  rmSync(profile, { recursive: true, force: true });
}
process.exit(failed);
