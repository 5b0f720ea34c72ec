import { chosenLanguage } from './choice.ts';
import { type Catalogue, speak, speech } from './t.ts';

/**
 * `page`: the shell and the Lab, what opens first. `glossary` goes with every word that is explained in place, on any
 * screen. The others belong to the screen of that name.
 */
export type CatalogueName =
  | 'page'
  | 'compare'
  | 'sweep'
  | 'evacuate'
  | 'thread'
  | 'learn'
  | 'glossary'
  | 'fidelity'
  | 'take-away';

/** Sets the language of the page and fetches its first texts; call it before anything is shown. English when they do not come. */
export async function startLanguage(): Promise<void> {
  speak({ language: chosenLanguage(), catalogue: {} });
  try {
    await fetchTexts('page');
  } catch {
    speak({ language: 'en', catalogue: {} }); // A page in another language than asked for is better than none.
  }
  document.documentElement.lang = speech().language;
}

/** The texts of a part that opens, before it opens. English needs none. */
export async function fetchTexts(name: CatalogueName): Promise<void> {
  const { language } = speech();
  const catalogues = CATALOGUES[language];
  if (!catalogues) return;
  const more: Catalogue = (await catalogues[name]()).default;
  // Others may have come meanwhile.
  speak({ language, catalogue: { ...speech().catalogue, ...more } });
}

const CATALOGUES: Readonly<Record<string, Record<CatalogueName, () => Promise<{ default: Catalogue }>>>> = {
  de: {
    page: () =>
      together(
        import('./de/shell.json'),
        import('./de/lab.json'),
        import('./de/scenario.json'),
        import('./de/engine.json'),
      ),
    compare: () => import('./de/compare.json'),
    sweep: () => import('./de/sweep.json'),
    evacuate: () => import('./de/evacuate.json'),
    thread: () => import('./de/thread.json'),
    learn: () => together(import('./de/learn.json'), import('./de/glossary.json')),
    glossary: () => import('./de/glossary.json'),
    fidelity: () => import('./de/fidelity.json'),
    'take-away': () => import('./de/take-away.json'),
  },
};

async function together(...parts: readonly Promise<{ default: Catalogue }>[]): Promise<{ default: Catalogue }> {
  const found = await Promise.all(parts);
  return { default: Object.assign({}, ...found.map((part) => part.default)) };
}
