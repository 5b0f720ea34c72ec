import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../language/t.ts';
import { dataTexts } from './language-data.testing.ts';
import { textsOf } from './language-source.testing.ts';

const src = fileURLToPath(new URL('../', import.meta.url));
const NAMES = readdirSync(`${src}language/de`).map((file) => file.replace('.json', ''));
const german: Record<string, Catalogue> = Object.fromEntries(
  NAMES.map((name) => [name, JSON.parse(readFileSync(`${src}language/de/${name}.json`, 'utf8'))]),
);

/** What is fetched before anything is shown. */
const PAGE: readonly string[] = ['shell', 'lab', 'scenario', 'engine'];

/** The catalogues that are there when a file's texts are shown: that of the page, and that of the screen. */
function cataloguesOf(file: string): readonly string[] {
  const [room, folder] = file.split('/');
  if (room === 'content' || folder === 'learn') return [...PAGE, 'learn', 'glossary'];
  if (room === 'views') return [...PAGE, ...NAMES.filter((name) => name === folder)];
  // Of src/sweep only plans and questions belong to Sweep; the rest is what Compare says.
  if (room === 'sweep') return [...PAGE, folder === 'study' || folder === 'ask' ? 'sweep' : 'compare'];
  if (room === 'takeaway') return [...PAGE, 'take-away'];
  if (room === 'evacuation') return [...PAGE, 'evacuate'];
  return [...PAGE, ...NAMES.filter((name) => name === room)];
}

const found = textsOf(src);

describe('the languages', () => {
  it('have every text of the source', () => {
    const missing = found.texts.filter(({ file, text }) => !cataloguesOf(file).some((name) => german[name]?.[text]));
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(dataTexts))('have every text of the tables in %s', (name) => {
    const missing = dataTexts[name]!.filter((text) => ![name, ...PAGE].some((catalogue) => german[catalogue]?.[text]));
    expect([...new Set(missing)]).toEqual([]);
  });

  it.each(NAMES)('keep no text that nobody says: %s', (name) => {
    const said = new Set([...found.texts.map(({ text }) => text), ...Object.values(dataTexts).flat()]);
    expect(Object.keys(german[name]!).filter((text) => !said.has(text))).toEqual([]);
  });

  it.each(NAMES)('have the holes and the marks of the English: %s', (name) => {
    const marks = (text: string) => (text.match(/\{[\w-]+\}|\[\[[\w-]+|`[^`]+`/g) ?? []).toSorted().join(' ');
    const faults = Object.entries(german[name]!).flatMap(([english, forms]) =>
      (typeof forms === 'string'
        ? [forms]
        : Object.entries(forms).flatMap(([rule, form]) => (rule === 'one' ? [] : [form]))
      )
        .filter((form) => marks(form) !== marks(english.split('##')[0]!))
        .map((form) => `${english} → ${form}`),
    );
    expect(faults).toEqual([]);
  });

  it('say one text in one way, whichever screens were opened before', () => {
    const ways = new Map<string, Set<string>>();
    for (const texts of Object.values(german))
      for (const [english, form] of Object.entries(texts))
        ways.set(english, (ways.get(english) ?? new Set()).add(JSON.stringify(form)));
    expect([...ways].filter(([, forms]) => forms.size > 1).map(([english, forms]) => [english, ...forms])).toEqual([]);
  });

  it('are asked when a text is shown, not while a module is loaded', () => {
    expect(found.early).toEqual([]);
  });

  it('have no word that stands bare in an element', () => {
    expect(found.bare).toEqual([]);
  });
});
