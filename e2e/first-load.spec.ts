import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

/** Of everything that the Lab needs before it is drawn, each file compressed by itself. The aim is 200 kB. */
const MOST_BYTES = 184_400;

test('the first load stays small: no worker, lesson or study comes with it', () => {
  const folder = new URL('../dist/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    if (!name.endsWith('.js')) return;
    for (const [, file] of read(name).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) load(`assets/${file}`);
  };
  for (const [, file] of read('index.html').matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) load(file!);
  for (const file of readdirSync(new URL('assets/', folder)))
    if (/^lab-[\w-]{8}\.(js|css)$/.test(file)) load(`assets/${file}`);
  const bytes = [...loaded].reduce((sum, name) => sum + gzipSync(read(name)).length, 0);
  console.log(`first load: ${bytes} bytes in ${loaded.size} files, gzip`);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(
    [...loaded].filter((name) => /worker|(learn|sweep|compare|evacuate|fidelity|find-dialog)-[\w-]{8}\.js/.test(name)),
  ).toEqual([]);
});
