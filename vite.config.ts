import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import localesPlugin from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin, Rolldown } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';

/** Without these two the browser hides SharedArrayBuffer. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Emits sw.js with the list of the build's and the public folder's files and a version made of their names and contents. */
function serviceWorker(): Plugin {
  return {
    name: 'emit-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post', // when the bundle holds what is written, and nothing else
      handler(_options, bundle) {
        const built = Object.keys(bundle).filter((f) => !f.endsWith('.map') && f !== 'index.html');
        const publicFolder = fileURLToPath(new URL('./public/', import.meta.url));
        const shipped = readdirSync(publicFolder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name));
        const shippedNames = shipped.map((path) => relative(publicFolder, path).replaceAll('\\', '/'));
        const isData = (name: string) => name.includes('/'); // the app's own files lie at the top of the public folder
        const data = shippedNames.filter(isData).map((f) => `./${f}`);
        const files = ['./', ...[...shippedNames.filter((f) => !isData(f)), ...built].map((f) => `./${f}`)];
        const source = readFileSync(new URL('./src/app/service-worker.js', import.meta.url), 'utf8');
        const hash = createHash('sha256')
          .update([...files, ...data].join('\n'))
          .update(source);
        for (const path of shipped) hash.update(readFileSync(path)); // built names carry their own hash, these do not
        const version = hash.digest('hex').slice(0, 12);
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: source
            .replace('__VERSION__', version)
            .replace('__FILES__', JSON.stringify(files))
            .replace('__DATA__', JSON.stringify(data)),
        });
      },
    },
  };
}

/** The one file has nothing beside it: its icon goes into the page. */
function inlineIcon(): Plugin {
  return {
    name: 'inline-icon',
    transformIndexHtml: (html) => {
      const icon = readFileSync(new URL('./public/favicon.svg', import.meta.url)).toString('base64');
      return html.replace('./favicon.svg', `data:image/svg+xml;base64,${icon}`);
    },
  };
}

/**
 * A worker as text makes its blob when its module is loaded, which keeps it in the bundle although `__SINGLE__` rules its
 * use out: without this the first load would carry every worker a second time.
 */
function unusedInlineWorkersGo(): Plugin {
  return {
    name: 'unused-inline-workers-go',
    enforce: 'post',
    transform: (code, id) => (id.includes('?worker&inline') ? { code, map: null, moduleSideEffects: false } : null),
  };
}

/**
 * What the first load consists of lies in two files, the page and the Lab, and not in eighty that many screens share: it
 * compresses better, and is fetched in two steps.
 */
const FIRST_LOAD = {
  groups: [
    { name: 'page', tags: ['$initial'], priority: 2 },
    { name: 'lab', test: /src\/views\/lab\/lab\.tsx$/, priority: 1 },
  ],
} satisfies Rolldown.CodeSplittingOptions;

export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    base: './',
    define: { __SINGLE__: JSON.stringify(single) },
    plugins: [
      react(),
      { ...localesPlugin.vite({ locales: ['en-US', 'de-DE'] }), enforce: 'pre' }, // of the controls' own words, which come in thirty languages
      unusedInlineWorkersGo(),
      ...(single ? [viteSingleFile(), inlineIcon()] : [serviceWorker()]),
    ],
    worker: { format: single ? 'iife' : 'es' },
    server: { host: '127.0.0.1', port: 5173, headers: isolation },
    preview: { host: '127.0.0.1', port: 4173, strictPort: true, headers: isolation },
    build: {
      target: 'es2023',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // else light-dark() and nesting are rewritten
      outDir: single ? 'dist-single' : 'dist',
      emptyOutDir: true,
      sourcemap: !single,
      ...(single ? { copyPublicDir: false } : { rolldownOptions: { output: { codeSplitting: FIRST_LOAD } } }),
    },
    test: { testTimeout: 60_000, include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
  };
});
