import { PLAN_PRESETS } from '../store/plan-presets.ts';
import {
  CAUSE_NAMES,
  DESIGNS,
  KINDS,
  MAP_AXES,
  PARTS,
  QUESTIONS,
  RESULTS,
  SAVE,
  SOURCES,
  SUCCESSES,
} from '../views/sweep/tables.ts';
import { vs1Causes } from '../views/sweep/vs1.ts';
import { FIGURES } from '../views/sweep/words.ts';
import { shortcuts } from './keyboard.ts';
import { screens } from './screens.tsx';

/**
 * The English of tables whose texts go through `t` where they are shown, by the catalogue that has them: each room with such a
 * table adds a line.
 */
export const dataTexts: Readonly<Record<string, readonly string[]>> = {
  sweep: [
    ...textsUnder(
      [PLAN_PRESETS.map(({ title, teaches, plan }) => ({ title, teaches, label: plan.name })), DESIGNS, FIGURES],
      ['title', 'teaches', 'label', 'detail'],
    ),
    ...textsUnder([PARTS, SAVE, RESULTS], ['label', 'help', 'what', 'as', 'detail']),
    ...textsUnder(KINDS, ['detail']),
    ...[MAP_AXES, SUCCESSES, Object.values(QUESTIONS), Object.values(CAUSE_NAMES), Object.values(SOURCES)].flat(),
    ...vs1Causes(),
    // Where a plan has no name.
    'A plan of your own',
    'Map',
  ],
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
