import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = [
  'README.md',
  'bench/README.md',
  'e2e/README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('README.md') ? [`src/${name}`] : [],
  ),
];
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts);
/** Made by a build, or a form and not a file. */
const MADE = /^dist|\*|^[A-Z]+$/;

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('names files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => join(dirname(document), path!));
    const named = [...text.matchAll(/`((?:src|docs|e2e|bench|public|scripts|\.ci)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    );
    const missing = [...links, ...named].filter((path) => !MADE.test(path) && !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it('names commands that exist', () => {
    const named = [...text.matchAll(/npm (?:run (?:-s )?)?([a-z][\w:]*)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !scripts.includes(name) && name !== 'ci')).toEqual([]);
  });
});
