// Builds the app, and bench/ for Node, and runs the latter; arguments are passed on.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await build({ logLevel: 'error' });
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-bench',
    rolldownOptions: {
      input: { main: 'bench/main.ts', 'paged-runs': 'bench/paged-runs.ts' },
      external: [/browser\.mjs$/],
      output: { entryFileNames: '[name].js' },
    },
  },
});
const run = spawnSync(process.execPath, ['dist-bench/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
