import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom; the order is the order of the floors, an arrow only goes down.
 * `types` may be imported with `import type` only. `language` and `units` are the ground: every room may stand on the
 * first, and every room but ui on the second.
 */
const house: Record<string, { may: readonly string[]; types?: readonly string[] }> = {
  main: { may: ['app'] },
  app: { may: ['views', 'store', 'content', 'scenario', 'ui'] },
  views: {
    may: ['store', 'takeaway', 'charts', 'ui', 'traces', 'sweep', 'evacuation', 'content', 'thread'],
    types: ['scenario', 'engine'],
  },
  store: { may: ['worker', 'scenario', 'sweep', 'evacuation', 'traces', 'thread'] },
  worker: { may: ['engine', 'scenario', 'sweep', 'evacuation', 'charts'] },
  cli: { may: ['engine', 'scenario', 'sweep', 'evacuation', 'traces'] },
  takeaway: { may: ['sweep', 'scenario', 'charts'], types: ['engine'] },
  sweep: { may: ['engine', 'scenario'] },
  evacuation: { may: ['engine', 'scenario'] },
  traces: { may: ['engine', 'scenario'] },
  content: { may: ['scenario'], types: ['engine'] },
  thread: { may: ['scenario'], types: ['engine'] },
  scenario: { may: [], types: ['engine'] },
  charts: { may: [] },
  ui: { may: [] },
  engine: { may: [] },
  language: { may: [] },
  units: { may: [] },
};

/** Of the worker, the store knows the page's side only. */
const DOORS_OF_WORKER = /^worker\/(client|pool|protocol)[\w-]*\.ts$/;

describe('the house', () => {
  const src = fileURLToPath(new URL('../', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith('.d.ts'));
  const imports = new Map(files.map((name) => [name, importsOf(name, readFileSync(src + name, 'utf8'))]));

  it('has a floor for each room, and its arrows only go down', () => {
    const floors = Object.keys(house);
    expect([...new Set(files.map(roomOf))].filter((room) => !floors.includes(room))).toEqual([]);
    for (const [room, { may, types = [] }] of Object.entries(house))
      for (const below of [...may, ...types])
        expect(floors.indexOf(below), below).toBeGreaterThan(floors.indexOf(room));
  });

  it('has no import that its table does not show', () => {
    expect(files.flatMap((name) => faultsIn(name, imports.get(name)!))).toEqual([]);
  });

  it('keeps what only tests use out of what is shipped', () => {
    const isForTests = (name: string) => imports.get(name)?.some(({ from }) => /^(vitest|fast-check)$/.test(from));
    const shipped = files.filter((name) => !isForTests(name));
    const faults = shipped.flatMap((name) =>
      imports
        .get(name)!
        .filter(({ from }) => from.startsWith('.') && isForTests(targetOf(name, from)))
        .map(({ from }) => `${name} imports ${from}`),
    );
    expect(faults).toEqual([]);
  });

  it('keeps React out of the worker, down to what the painters import', () => {
    const reached = new Set<string>();
    const visit = (name: string): string[] => {
      if (reached.has(name)) return [];
      reached.add(name);
      return imports
        .get(name)!
        .filter((found) => !found.typeOnly)
        .flatMap(({ from }) => {
          if (from.startsWith('.')) return imports.has(targetOf(name, from)) ? visit(targetOf(name, from)) : [];
          return /^react|^d3$|^lucide/.test(from) ? [`${name} imports ${from}`] : [];
        });
    };
    const entries = files.filter((name) => roomOf(name) === 'worker' && !isTest(name) && !DOORS_OF_WORKER.test(name));
    expect(entries.flatMap(visit)).toEqual([]);
  });
});

describe('the test of the house', () => {
  it.each([
    ['ui/button.tsx', "import { simulate } from '../engine/simulation.ts'", 'ui may not import engine'],
    ['ui/button.tsx', "import { formatMs } from '../units.ts'", 'ui may not import units'],
    ['engine/clock.ts', "import type { Store } from '../store/store.ts'", 'engine may not import store'],
    ['engine/clock.ts', "import { readFileSync } from 'node:fs'", 'engine may not import node:fs'],
    ['engine/clock.ts', "import { range } from 'd3'", 'engine may not import d3'],
    ['charts/curve.ts', "export { simulate } from '../engine/simulation.ts'", 'charts may not import engine'],
    ['charts/curve.ts', "export * from '../store/store.ts'", 'charts may not import store'],
    ['charts/curve.ts', "type Run = import('../engine/record.ts').Run", 'charts may not import engine'],
    ['content/lesson.ts', "import { simulate } from '../engine/simulation.ts'", 'content may not import engine'],
    ['views/lab/lab.tsx', "import { simulate } from '../../engine/simulation.ts'", 'views may not import engine'],
    ['views/lab/lab.tsx', "import { type Run } from '../../engine/record.ts'", 'views may not import engine'],
    ['views/lab/lab.tsx', "const app = await import('../../app/app.tsx')", 'views may not import app'],
    ['store/store.ts', "import '../worker/engine-worker.ts'", 'worker/engine-worker.ts is not a door'],
    ['store/store.ts', "new Worker(new URL('../cli/main.ts', import.meta.url))", 'store may not import cli'],
    ['cli/main.ts', "import { it } from '../engine/clock.test.ts'", 'only tests import tests'],
    ['cli/main.ts', "import table from '../../docs/table.json'", 'outside src'],
    ['main.tsx', "import './ui/tokens.css'", 'main may not import ui'],
    ['charts/axis.module.css', ".axis { composes: text from '../ui/text.module.css' }", 'charts may not import ui'],
    ['engine/clock.test.ts', "import { presets } from '../scenario/presets.ts'", 'engine may not import scenario'],
  ])('%s: %s', (name, source, fault) => {
    expect(faultsIn(name, importsOf(name, source))).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    ['views/lab/lab.tsx', "import type { Run } from '../../engine/record.ts'"],
    ['views/lab/lab.tsx', "import { Plot } from '../../charts/plot.tsx'; import styles from './lab.module.css'"],
    ['store/store.ts', "import { connect } from '../worker/client.ts'; import { formatMs } from '../units.ts'"],
    ['worker/client.ts', "import Inline from './engine-worker.ts?worker&inline'"],
    ['content/lessons.test.ts', "import { simulate } from '../engine/simulation.ts'"],
    ['scenario/presets.test.ts', "import { simulate } from '../engine/simulation.ts'"],
    ['app/colours.test.ts', "import { light } from '../charts/palette.ts'; import { readFileSync } from 'node:fs'"],
  ])('%s may: %s', (name, source) => {
    expect(faultsIn(name, importsOf(name, source))).toEqual([]);
  });
});

/** One sentence for each import of the file `name` (below src) that the house does not allow. */
function faultsIn(name: string, imports: readonly Import[]): string[] {
  const room = roomOf(name);
  return imports.flatMap(({ from, typeOnly }) => {
    const fault = (reason: string) => [`${name}: ${reason} (${from})`];
    if (!from.startsWith('.')) {
      const isOffLimits = room === 'engine' || (from.startsWith('node:') && room !== 'cli');
      return isOffLimits && !isTest(name) ? fault(`${room} may not import ${from}`) : [];
    }
    const target = targetOf(name, from);
    if (target.startsWith('..')) return isTest(name) ? [] : fault('outside src');
    if (isTest(target) && !isTest(name)) return fault('only tests import tests');
    const below = roomOf(target);
    if (below === room) return [];
    if (!isTest(name) && room === 'store' && below === 'worker' && !DOORS_OF_WORKER.test(target) && !typeOnly)
      return fault(`${target} is not a door`);
    return (isTest(name) ? everythingBelow(room) : oneFloorDown(room, typeOnly)).has(below)
      ? []
      : fault(`${room} may not import ${below}`);
  });
}

/** A test, or what several tests share. */
const isTest = (name: string) => /\.(test|testing)\.tsx?$/.test(name);

/** `units` for units.ts, `main` for main.tsx, else the folder under src. */
const roomOf = (name: string) => name.split('/')[0]!.replace(/\.tsx?$/, '');

const targetOf = (name: string, from: string) => posix.normalize(posix.join(posix.dirname(name), from.split('?')[0]!));

function oneFloorDown(room: string, typeOnly: boolean): Set<string> {
  const { may = [], types = [] } = house[room] ?? {};
  return new Set([...may, ...(typeOnly ? types : []), 'language', ...(room === 'ui' ? [] : ['units'])]);
}

function everythingBelow(room: string): Set<string> {
  const found = oneFloorDown(room, true);
  for (const below of found) for (const deeper of oneFloorDown(below, true)) found.add(deeper); // a Set visits what is added
  return found;
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** Static and dynamic imports, re-exports, `import('x').T`, `new URL('x', import.meta.url)`, and the imports of CSS. */
function importsOf(name: string, source: string): Import[] {
  if (name.endsWith('.css'))
    return [...source.matchAll(/(?:@import|\bfrom)\s+(?:url\()?['"]([^'"]+)['"]/g)].map((match) => ({
      from: match[1]!,
      typeOnly: false,
    }));
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]!.message}`);
  return importsUnder(program);
}

/** A node of the syntax tree, or one of its leaves; only the fields that name an import are spelled out. */
type Node = Record<string, unknown> & { type?: string; source?: { value?: unknown } | null };

function importsUnder(node: unknown): Import[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, source, ...rest } = node as Node;
  const found: Import[] = [];
  const from = source?.value;
  if (typeof from === 'string') {
    // `import { type A }` is not type-only: under verbatimModuleSyntax the module is still loaded.
    const typeOnly = type === 'TSImportType' || rest.importKind === 'type' || rest.exportKind === 'type';
    found.push({ from, typeOnly });
  } else if (type === 'ImportExpression') throw new Error('import() of a computed name: the house cannot be checked');
  if (type === 'NewExpression' && (rest.callee as { name?: string }).name === 'URL') {
    const [path, base] = rest.arguments as { value?: unknown; object?: { type?: string } }[];
    // Of what a URL may name, only a module is an import: tests read folders and data by URL.
    if (typeof path?.value === 'string' && /\.tsx?$/.test(path.value) && base?.object?.type === 'MetaProperty')
      found.push({ from: path.value, typeOnly: false });
  }
  return [...found, ...Object.values(rest).flatMap(importsUnder)];
}
