import type { QmpEvent } from '../../engine/record.ts';
import type { Action } from '../../engine/scenario.ts';

/** `"MIGRATION", "data": {"status": "active"}` as it stands in the message, without the clock. */
export function eventText({ event, data }: QmpEvent): string {
  const members = Object.entries(data ?? {}).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{"event": "${event}"${members.length > 0 ? `, "data": {${members.join(', ')}}` : ''}}`;
}

/** The last `most` of a list, and how many went before them. */
export function tail<T>(items: readonly T[], most: number): { readonly shown: readonly T[]; readonly before: number } {
  const before = Math.max(items.length - most, 0);
  return { shown: items.slice(before), before };
}

/** The scenario still has the command; it is gone when it was undone or taken out. */
export const isInScenario = (actions: readonly Action[], action: Action): boolean =>
  actions.some((other) => JSON.stringify(other) === JSON.stringify(action));

/** What all of them begin with. */
export function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
