import { type ComponentType, lazy, useSyncExternalStore } from 'react';

/** The clocks there are: that of the Lab's run, and the one of all compared runs. */
export type TransportName = 'lab' | 'compare';

export interface Screen {
  /** In the address: `#view=lab`. */
  readonly id: string;
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
    Body: lazy(async () => ({ default: (await import('../views/compare/compare.tsx')).Compare })),
    transport: 'compare',
  },
  {
    id: 'sweep',
    title: 'Sweep',
    Body: lazy(async () => ({ default: (await import('../views/sweep/sweep.tsx')).Sweep })),
    transport: null,
  },
  {
    id: 'evacuate',
    title: 'Evacuate',
    Body: lazy(async () => ({ default: (await import('../views/evacuate/evacuate.tsx')).Evacuate })),
    transport: null,
  },
  {
    id: 'thread',
    title: 'Thread',
    Body: lazy(async () => ({ default: (await import('../views/thread/thread.tsx')).Thread })),
    transport: null,
  },
  {
    id: 'learn',
    title: 'Learn',
    Body: lazy(async () => ({ default: (await import('../views/learn/learn.tsx')).Learn })),
    transport: null,
  },
  {
    id: 'fidelity',
    title: 'Fidelity',
    Body: lazy(async () => ({ default: (await import('../views/fidelity/fidelity.tsx')).Fidelity })),
    transport: null,
  },
];

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
