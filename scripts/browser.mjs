// Finds a Chromium for the tests, or installs one. Order:
//   1. $PW_CHROMIUM (a path), 2. Playwright's own downloaded build, 3. a system Chrome/Chromium/Edge,
//   4. install: `apt-get install chromium` when root on Debian, else `playwright install chromium`.
// `node scripts/browser.mjs` prints the path; playwright.config.ts imports findBrowser().
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const usable = (p) => {
  try {
    accessSync(p, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function onPath(name) {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const p = join(dir, name);
    if (dir && usable(p)) return p;
  }
}

function system() {
  const { platform, env } = process;
  if (platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ].find(usable);
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((d) => [
        `${d}\\Google\\Chrome\\Application\\chrome.exe`,
        `${d}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ])
      .find(usable);
  for (const n of ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge-stable']) {
    const p = onPath(n);
    // Ubuntu's chromium is a snap or a stub for one: it cannot reach files under /tmp, so skip it.
    if (p && !isSnap(p)) return p;
  }
}
function isSnap(p) {
  if (p.startsWith('/snap/')) return true;
  try {
    return /\/snap\/bin|snap install|snap run/.test(readFileSync(p).subarray(0, 4096).toString('latin1'));
  } catch {
    return false;
  }
}

/** @returns {string | undefined} path of an installed browser; undefined when there is none */
export function findBrowser() {
  const forced = process.env.PW_CHROMIUM;
  if (forced) {
    if (!usable(forced)) throw new Error(`PW_CHROMIUM=${forced} is not an executable`);
    return forced;
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  return system();
}

const run = (cmd, args, env = {}) =>
  spawnSync(cmd, args, { stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' })
    .status === 0;

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

export function ensureBrowser() {
  const have = findBrowser();
  if (have) return have;
  const root = process.getuid?.() === 0;
  if (root && isDebian() && onPath('apt-get')) {
    console.log('No browser found: installing Debian’s chromium …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    for (let i = 0; i < 3; i++) {
      const ok =
        run('apt-get', ['update', '-q'], env) &&
        run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], env);
      if (ok) break;
    }
  } else {
    console.log('No browser found: downloading Playwright’s Chromium …');
    const withDeps = process.platform === 'linux' && root ? ['--with-deps'] : [];
    run('npx', ['playwright', 'install', ...withDeps, 'chromium']);
  }
  const got = findBrowser();
  if (!got) {
    console.error(
      'No Chromium could be found or installed. Install Chrome or Chromium, or set PW_CHROMIUM to its path, and run again.',
    );
    process.exit(1);
  }
  return got;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`browser: ${ensureBrowser()}`);
