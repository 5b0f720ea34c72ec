import { type ComponentType, lazy, useSyncExternalStore } from 'react';

export interface Screen {
  /** In the address: `#view=lab`. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
  /** Whether the transport bar belongs under it. */
  readonly playsRun: boolean;
}

/** The screens in the order of the navigation; the first one opens when the address names none. */
export const screens: readonly Screen[] = [
  {
    id: 'lab',
    title: 'Lab',
    Body: lazy(async () => ({ default: (await import('../views/lab/lab.tsx')).Lab })),
    playsRun: true,
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
