import { defineConfig } from 'vite';

/** Bundles the headless CLI for Node; the engine's source is the same as the browser's. */
export default defineConfig({
  publicDir: false,
  // One folder of plain JavaScript that runs without node_modules; but for a queue, whose packages are optional.
  ssr: { noExternal: true, external: ['bullmq', 'ioredis'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-cli',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: { main: 'src/cli/main.ts', 'sweep-thread': 'src/cli/sweep-thread.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
