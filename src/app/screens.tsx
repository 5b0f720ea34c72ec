import { type ComponentType, lazy, useSyncExternalStore } from 'react';
import { type CatalogueName, fetchTexts } from '../language/catalogues.ts';

/** The clocks there are: that of the Lab's run, and the one of all compared runs. */
export type TransportName = 'lab' | 'compare';

export interface Screen {
  /** In the address: `#view=lab`. */
  readonly id: string;
  /** English, for `t`. */
  readonly title: string;
  readonly Body: ComponentType;
  /** Whose transport bar belongs under it; null for a screen that plays nothing. */
  readonly transport: TransportName | null;
}

/** The screens in the order of the navigation; the first one opens when the address names none. */
export const screens: readonly Screen[] = [
  {
    id: 'lab',
    title: 'Lab',
    Body: lazy(async () => ({ default: (await import('../views/lab/lab.tsx')).Lab })),
    transport: 'lab',
  },
  {
    id: 'compare',
    title: 'Compare',
    Body: inLanguage('compare', async () => (await import('../views/compare/compare.tsx')).Compare),
    transport: 'compare',
  },
  {
    id: 'sweep',
    title: 'Sweep',
    Body: inLanguage('sweep', async () => (await import('../views/sweep/sweep.tsx')).Sweep),
    transport: null,
  },
  {
    id: 'evacuate',
    title: 'Evacuate',
    Body: inLanguage('evacuate', async () => (await import('../views/evacuate/evacuate.tsx')).Evacuate),
    transport: null,
  },
  {
    id: 'thread',
    title: 'Thread',
    Body: inLanguage('thread', async () => (await import('../views/thread/thread.tsx')).Thread),
    transport: null,
  },
  {
    id: 'learn',
    title: 'Learn',
    Body: inLanguage('learn', async () => (await import('../views/learn/learn.tsx')).Learn),
    transport: null,
  },
  {
    id: 'fidelity',
    title: 'Fidelity',
    Body: inLanguage('fidelity', async () => (await import('../views/fidelity/fidelity.tsx')).Fidelity),
    transport: null,
  },
];

/** A screen that is fetched when it is opened, with its texts. */
function inLanguage(name: CatalogueName, fetchBody: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => {
    const [Body] = await Promise.all([fetchBody(), fetchTexts(name)]);
    return { default: Body };
  });
}

/** The screen the address names. */
export function useScreen(): Screen {
  const id = useSyncExternalStore(subscribe, () => new URLSearchParams(location.hash.slice(1)).get('view'));
  return screens.find((screen) => screen.id === id) ?? screens[0]!;
}

/** The hash of `screen`: the one there is now with another `view` part, so that the run goes along. */
export function addressOf(screen: Screen, hash: string): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('view='));
  return `#${[...(screen === screens[0] ? [] : [`view=${screen.id}`]), ...others].join('&')}`;
}

function subscribe(listener: () => void) {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
