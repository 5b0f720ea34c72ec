import { COLUMNS } from '../views/evacuate/tables.tsx';
import { shortcuts } from './keyboard.ts';
import { screens } from './screens.tsx';

/**
 * The English of tables whose texts go through `t` where they are shown, by the catalogue that has them: each room with such a
 * table adds a line.
 */
export const dataTexts: Readonly<Record<string, readonly string[]>> = {
  evacuate: COLUMNS.map(({ head }) => head),
  shell: [...screens.map(({ title }) => title), ...shortcuts.map(({ does }) => does)],
};

/** All values of the fields `names` anywhere under `value`. */
export function textsUnder(value: unknown, names: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => textsUnder(inner, names));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(typeof inner === 'string' && names.includes(name) && inner !== '' ? [inner] : []),
    ...textsUnder(inner, names),
  ]);
}
