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

/** The address of a screen that keeps everything else the address says. */
export function addressOf(screen: Screen, hash: string): string {
  const parts = new URLSearchParams(hash.slice(1));
  if (screen === screens[0]) parts.delete('view');
  else parts.set('view', screen.id);
  return `#${parts}`;
}

function subscribe(listener: () => void) {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
