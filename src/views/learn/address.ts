import { useSyncExternalStore } from 'react';

/** What of the Learn screen is on the screen. */
export interface Place {
  /** Id of a lesson, `glossary`, or null for the list of lessons. */
  readonly lesson: string | null;
  readonly step: string | null;
  /** Id of a term of the glossary. */
  readonly term: string | null;
}

/** The place that an address names. */
export function placeIn(hash: string): Place {
  const parts = new URLSearchParams(hash.slice(1));
  return { lesson: parts.get('lesson'), step: parts.get('step'), term: parts.get('term') };
}

/** The address of a place of the Learn screen: the present one with other parts, so that the run of the Lab goes along. */
export function addressOfPlace(place: Partial<Place>, hash: string = window.location.hash): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(view|lesson|step|term)=/.test(part));
  const parts = (['lesson', 'step', 'term'] as const).flatMap((name) =>
    place[name] ? [`${name}=${encodeURIComponent(place[name])}`] : [],
  );
  return `#${['view=learn', ...parts, ...others].join('&')}`;
}

/** The place that the address bar names. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return placeIn(hash);
}

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
