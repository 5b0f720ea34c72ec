import { type GroupedPlan, OPENING } from '../evacuation/opening.ts';
import { FIRST_NAMES, MOST_GUESTS } from '../evacuation/plan.ts';
import { COMMON_LINK, type GuestGroup } from '../evacuation/plan-file.ts';
import { t } from '../language/t.ts';
import { LinkError } from '../scenario/input-error.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { linkName } from '../scenario/packed.ts';
import type { AppStore, StoreDeps } from './app-store.ts';
import { partsOf, withParts } from './hash-parts.ts';
import { oneAtATime } from './one-at-a-time.ts';

/*
 * The plan of the evacuation in the address: a part `evacuate=1.`, then link, guests at once and who goes first, joined
 * by `.`, and one entry a group behind a `~` each: its name, its count and its scenario as a link holds one, joined by
 * `.`. The plan that is seen first needs no such part.
 */
const PREFIX = 'evacuate=1.';
const SCENARIO = 's=';

/**
 * The plan that a hash holds, or null when it holds none.
 * @throws LinkError for a part that the app did not write
 */
export async function planInLink(hash: string): Promise<GroupedPlan | null> {
  const part = partsOf(hash).find(isPlan);
  if (!part) return null;
  if (!part.startsWith(PREFIX)) throw fault(t('this evacuation is of another version'));
  const [head = '', ...entries] = part.slice(PREFIX.length).split('~');
  const [link, atOnce, order, ...rest] = head.split('.');
  const first = FIRST_NAMES.find((name) => name === order);
  const groups = await Promise.all(entries.map(decoded));
  const bytesPerSecond = within(link, COMMON_LINK.min, COMMON_LINK.max);
  const guests = groups.reduce((sum, { count }) => sum + count, 0);
  if (!first || rest.length > 0 || guests === 0 || guests > MOST_GUESTS) throw damaged();
  return { bytesPerSecond, atOnce: within(atOnce, 1, MOST_GUESTS), first, groups };
}

/** The part of a hash that holds `plan`. */
export async function linkOfPlan({ bytesPerSecond, atOnce, first, groups }: GroupedPlan): Promise<string> {
  const entries = await Promise.all(
    groups.map(async ({ name, count, scenario }) => {
      const link = await encodeLink({ scenario, view: {} });
      return [quoted(name), count, link.slice(SCENARIO.length).replace('.', '-')].join('.');
    }),
  );
  return `${PREFIX}${[[bytesPerSecond, atOnce, first].join('.'), ...entries].join('~')}`;
}

/** Keeps the address up to date with the plan, once a frame at most, and follows another plan that is put there. */
export function followEvacuationLink({ getState, subscribe }: AppStore, { location, requestFrame }: StoreDeps): void {
  /** What the address holds, as far as is known here. */
  let part: string | null = null;
  let isAsked = false;
  const write = oneAtATime(async () => {
    const { evacuationPlan, isEvacuationOpen } = getState();
    if (!isEvacuationOpen) return;
    part = evacuationPlan === OPENING ? null : await linkOfPlan(evacuationPlan);
    const hash = withParts(location.hash(), isPlan, part === null ? [] : [part]);
    if (hash !== location.hash()) location.replace(hash);
  });
  subscribe((state, before) => {
    if (isAsked || state.evacuationPlan === before.evacuationPlan) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
  location.onChange(() => {
    const found = partsOf(location.hash()).find(isPlan) ?? null;
    if (found === null || found === part) return;
    part = found;
    if (getState().isEvacuationOpen) void getState().openEvacuationLink();
  });
}

async function decoded(entry: string): Promise<GuestGroup> {
  const [name, count, link, ...rest] = entry.split('.');
  if (name === undefined || link === undefined || rest.length > 0) throw damaged();
  const state = await decodeLink(`${SCENARIO}${link.replace('-', '.')}`);
  if (!state || state.scenario.link.kind === 'fast') throw damaged();
  return { name: unquoted(name), count: within(count, 1, MOST_GUESTS), scenario: state.scenario };
}

function within(text: string | undefined, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text ?? '') || value < min || value > max) throw damaged();
  return value;
}

const fault = (text: string) => new LinkError(linkName(), { field: 'evacuate', fault: text, advice: '' });
const damaged = () => fault(t('this evacuation is damaged'));
const isPlan = (part: string): boolean => part.startsWith('evacuate=');

const quoted = (text: string): string => encodeURIComponent(text).replaceAll('.', '%2E').replaceAll('~', '%7E');
function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw damaged();
  }
}
