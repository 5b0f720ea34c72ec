// The command line: builds dist-cli when a source is newer than the build, quietly, and runs it.
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.INIT_CWD ??= process.cwd(); // the files that the user names
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const SOURCES = [
  'src/cli',
  'src/engine',
  'src/scenario',
  'src/sweep',
  'src/evacuation',
  'src/traces',
  'src/units.ts',
  'vite.cli.config.ts',
];

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (Math.max(...SOURCES.map(newest)) > newest('dist-cli/main.js')) {
  const { build } = await import('vite');
  const outDir = `dist-cli.${process.pid}`; // two calls at once must not build over each other
  try {
    await build({ configFile: 'vite.cli.config.ts', logLevel: 'error', build: { outDir } });
    rmSync('dist-cli', { recursive: true, force: true });
    renameSync(outDir, 'dist-cli');
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
await import('../dist-cli/main.js');
