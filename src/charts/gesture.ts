/**
 * What a pointer or a key means in every figure of runs. `look`: it is there. A click or Enter opens the run, with Shift it is
 * added to those compared, with Alt (or the key A) something is asked about it.
 */
export type Gesture = 'look' | 'open' | 'add' | 'ask';

export const gestureOf = ({
  shiftKey,
  altKey,
}: {
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): Exclude<Gesture, 'look'> => (altKey ? 'ask' : shiftKey ? 'add' : 'open');

/** What a key does with the run that is looked at; null for a key that is not about it. */
export function gestureOfKey(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): Exclude<Gesture, 'look'> | null {
  if (event.key === 'Enter') return gestureOf(event);
  return event.key === 'a' ? 'ask' : null;
}
