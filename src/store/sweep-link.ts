import { t } from '../language/t.ts';
import { changesOf } from '../scenario/changes.ts';
import { LinkError } from '../scenario/input-error.ts';
import { linkName, packed, unpacked } from '../scenario/packed.ts';
import type { Plan } from '../sweep/study/plan.ts';
import { PLAN_PRESETS } from '../sweep/study/plan-presets.ts';
import { parsePlan } from '../sweep/study/plan-schema.ts';
import type { AppStore, StoreDeps } from './app-store.ts';
import { partsOf, withParts } from './hash-parts.ts';
import { oneAtATime } from './one-at-a-time.ts';

/* The plan in the address: a part `sweep=1.`, then the plan as its file has it, packed. */
const PREFIX = 'sweep=1.';

/** Whether this part of a hash is a plan's, of whatever version. */
export const isPlanPart = (part: string): boolean => part.startsWith('sweep=');

/**
 * The plan that a hash holds, or null when it holds none.
 * @throws LinkError for a part that is damaged or of another version, PlanError for a plan that cannot be used
 */
export async function planInHash(hash: string): Promise<Plan | null> {
  const part = partsOf(hash).find(isPlanPart);
  if (!part) return null;
  if (!part.startsWith(PREFIX))
    throw new LinkError(linkName(), {
      field: 'sweep',
      fault: t('this sweep is of another version'),
      advice: t('Open it with the app that made it.'),
    });
  return parsePlan(await unpacked(part.slice(PREFIX.length)), linkName());
}

/** The part of a hash that holds `plan`. */
export async function partOfPlan(plan: Plan): Promise<string> {
  return `${PREFIX}${await packed(JSON.stringify(planFile(plan)))}`;
}

/** A plan as a file has it: of the scenario only what differs from the defaults. */
export const planFile = (plan: Plan): object => ({ ...plan, scenario: { format: 2, ...changesOf(plan.scenario) } });

/** Keeps the address up to date with the plan, once a frame at most, and follows another plan that is put there. */
export function followSweepLink({ getState, subscribe }: AppStore, { location, requestFrame }: StoreDeps): void {
  /** What the address holds, as far as is known here. */
  let part: string | null = null;
  let isAsked = false;
  const write = oneAtATime(async () => {
    const { sweepPlan, isSweepOpen } = getState();
    if (!isSweepOpen) return;
    part = sweepPlan === PLAN_PRESETS[0]?.plan ? null : await partOfPlan(sweepPlan);
    const hash = withParts(location.hash(), isPlanPart, part === null ? [] : [part]);
    if (hash !== location.hash()) location.replace(hash);
  });
  subscribe((state, before) => {
    if (isAsked || state.sweepPlan === before.sweepPlan) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
  location.onChange(() => {
    const found = partsOf(location.hash()).find(isPlanPart) ?? null;
    if (found === null || found === part) return;
    part = found;
    if (getState().isSweepOpen) void getState().openSweepLink();
  });
}
