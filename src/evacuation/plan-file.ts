import * as v from 'valibot';
import { InputError } from '../scenario/input-error.ts';
import { LIMITS, MOST, type Range } from '../scenario/limits.ts';
import { PRESETS } from '../scenario/presets.ts';
import { oddKey, readJson } from '../scenario/read-json.ts';
import { parseScenario } from '../scenario/schema.ts';
import { faultOf, list, object, oneOf, text, whole } from '../scenario/words.ts';
import { FIRST_NAMES, MOST_GUESTS, type Plan, type PlannedGuest } from './plan.ts';

/** A plan that cannot be made: names the file, the field, the fault and what to do. */
export class PlanError extends InputError {}

/** What the common link may carry: 32 guests still have the least that a link of their own may carry. */
export const COMMON_LINK: Range = { min: 1_000_000, max: LIMITS.linkBytesPerSecond.max };

/** Several guests of one kind. */
export interface GuestGroup {
  readonly name: string;
  readonly scenario: PlannedGuest['scenario'];
  readonly count: number;
}

/** Each with a name and a seed of its own. */
export const guestsOf = (groups: readonly GuestGroup[]): PlannedGuest[] =>
  groups.flatMap(({ name, scenario, count }) =>
    Array.from({ length: count }, (_, i) => ({
      name: count === 1 ? name : `${name} ${i + 1}`,
      scenario: { ...scenario, seed: (scenario.seed + i) % (LIMITS.seed.max + 1) },
    })),
  );

/**
 * The plan in a text. `guests` names presets or holds scenarios, each `count` times with seeds that follow one another;
 * `atOnce` and `first` may be left out: all at once, in the order given.
 * @throws PlanError for the first fault
 */
export function parsePlanText(json: string, file: string): Plan {
  const read = readJson(json, MOST.fileBytes);
  if ('fault' in read) throw new PlanError(file, read.fault);
  const odd = oddKey(read.json);
  if (odd) throw new PlanError(file, odd);
  const parsed = v.safeParse(schema, read.json, { abortEarly: true });
  if (!parsed.success) throw new PlanError(file, faultOf(parsed.issues[0]));
  const { linkBytesPerSecond, atOnce = MOST_GUESTS, first = 'given' } = parsed.output;
  const groups = parsed.output.guests.map((entry, i) => groupOf(entry, i, file));
  const guests = guestsOf(groups);
  const fault = tooMany(guests.length) ?? untakable(groups);
  if (fault) throw new PlanError(file, fault);
  return { bytesPerSecond: linkBytesPerSecond, atOnce: Math.min(atOnce, guests.length), first, guests };
}

const guest = object({
  name: v.exactOptional(text(1, MOST.nameLength)),
  preset: v.exactOptional(oneOf(PRESETS.map(({ id }) => id))),
  scenario: v.exactOptional(v.unknown()),
  count: v.exactOptional(whole({ min: 1, max: MOST_GUESTS })),
});
const schema = object({
  format: v.literal(1, ({ received }) => `${received} is not a known format\nThis version reads plans of format 1.`),
  linkBytesPerSecond: whole(COMMON_LINK),
  atOnce: v.exactOptional(whole({ min: 1, max: MOST_GUESTS })),
  first: v.exactOptional(oneOf(FIRST_NAMES)),
  guests: v.pipe(list(guest, MOST_GUESTS), v.minLength(1, 'no guest\nName at least one preset or scenario.')),
});

function groupOf(entry: v.InferOutput<typeof guest>, i: number, file: string): GuestGroup {
  const field = `guests.${i}`;
  const { name, preset, scenario, count = 1 } = entry;
  if ((preset === undefined) === (scenario === undefined))
    throw new PlanError(file, {
      field,
      fault: preset === undefined ? 'neither preset nor scenario' : 'both preset and scenario',
      advice: 'A guest has one of the two.',
    });
  const known = PRESETS.find(({ id }) => id === preset);
  if (known) return { name: name ?? known.title, scenario: known.scenario, count };
  try {
    const parsed = parseScenario(scenario, file);
    return { name: name ?? (parsed.name || `guest ${i + 1}`), scenario: parsed, count };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const inside = error.field === '' ? 'scenario' : `scenario.${error.field}`;
    throw new PlanError(file, { field: `${field}.${inside}`, fault: error.fault, advice: error.advice });
  }
}

const tooMany = (count: number) =>
  count <= MOST_GUESTS
    ? null
    : { field: 'guests', fault: `${count} guests in all`, advice: `At most ${MOST_GUESTS} are moved together.` };

/** A link for tests takes no time, so there is nothing to share. */
function untakable(groups: readonly GuestGroup[]) {
  const i = groups.findIndex(({ scenario }) => scenario.link.kind === 'fast');
  if (i < 0) return null;
  return { field: `guests.${i}.scenario.link`, fault: 'a link for tests cannot be shared', advice: 'Take kind wire.' };
}
