import * as v from 'valibot';
import type { Scenario } from '../engine/scenario.ts';
import { changesOf } from './changes.ts';
import type { ScenarioChanges } from './defaults.ts';
import { type Fault, InputError, LinkError } from './input-error.ts';
import { LIMITS } from './limits.ts';
import { LINK_NAME as NAME, packed, unpacked } from './packed.ts';
import { parseScenario } from './schema.ts';
import { count, faultOf, notList, number, object } from './words.ts';

/** What a link carries: the run, and where the sender was looking. The theme is the reader's own affair. */
export interface LinkState {
  readonly scenario: Scenario;
  readonly view: LinkView;
}
export interface LinkView {
  readonly playheadMs?: number;
  /** Selected place in the page bitmaps. */
  readonly slot?: number;
  /** Selected decision record, counted from 0. */
  readonly decision?: number;
  /** Selected time. */
  readonly span?: { readonly fromMs: number; readonly toMs: number };
}

/**
 * The fragment of a URL, without `#`: `s=2.` and what differs from the defaults, as JSON, deflated, in base64url.
 * The leading 2 is the version of the form and of the defaults together: links `s=1.` hold scenarios of format 1.
 */
export async function encodeLink({ scenario, view }: LinkState): Promise<string> {
  const json = JSON.stringify({ scenario: changesOf(scenario), view } satisfies LinkJson);
  return `${prefixOf(2)}${await packed(json)}`;
}

/**
 * The state in a fragment (with or without `#`), or null when it holds none, as on a first visit.
 * @throws LinkError for anything else that `encodeLink` did not write: cut off, changed, of another version, too large
 */
export async function decodeLink(fragment: string): Promise<LinkState | null> {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith('s=')) return null;
  const format = FORMATS.find((each) => text.startsWith(prefixOf(each)));
  if (!format)
    throw new LinkError(NAME, whole('this link is of another version', 'Open it with the app that made it.'));
  const json = await unpacked(text.slice(prefixOf(format).length));
  const parsed = v.safeParse(linkSchema, json, { abortEarly: true });
  if (!parsed.success) throw new LinkError(NAME, faultOf(parsed.issues[0]));
  return { scenario: scenarioOf(parsed.output.scenario, format), view: parsed.output.view };
}

const FORMATS = [1, 2] as const;
type Format = (typeof FORMATS)[number];
const prefixOf = (format: Format): string => `s=${format}.`;

interface LinkJson {
  readonly scenario: ScenarioChanges;
  readonly view: LinkView;
}

const atMs = number({ min: 0, max: LIMITS.horizonMs.max });
const viewSchema: v.GenericSchema<unknown, LinkView> = notList(
  object({
    playheadMs: v.exactOptional(atMs),
    slot: v.exactOptional(count()),
    decision: v.exactOptional(count()),
    span: v.exactOptional(object({ fromMs: atMs, toMs: atMs })),
  }),
);
const linkSchema = notList(object({ scenario: v.record(v.string(), v.unknown()), view: viewSchema }));

function scenarioOf(changes: Record<string, unknown>, format: Format): Scenario {
  try {
    return parseScenario({ ...changes, format }, NAME);
  } catch (error) {
    throw error instanceof InputError ? new LinkError(NAME, error) : error;
  }
}

const whole = (fault: string, advice: string): Fault => ({ field: '', fault, advice });
