import * as v from 'valibot';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { changesOf } from './changes.ts';
import type { ScenarioChanges } from './defaults.ts';
import { type Fault, InputError, LinkError } from './input-error.ts';
import { LIMITS } from './limits.ts';
import { MOST_NOTE_CHARACTERS, MOST_NOTES, type Note, type SlotStretch, type TimeStretch } from './note.ts';
import { linkName, packed, unpacked } from './packed.ts';
import { parseScenario } from './schema.ts';
import { count, faultOf, list, notList, number, object, text } from './words.ts';

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
  readonly span?: TimeStretch;
  /** Selected pages. */
  readonly pages?: SlotStretch;
  /** The pages that the heatmaps show, when they do not show all. */
  readonly zoom?: SlotStretch;
  /** In the order in which they were written; at most `MOST_NOTES`. */
  readonly notes?: readonly Note[];
}

/**
 * The fragment of a URL, without `#`: `s=2.` and what differs from the defaults, as JSON, deflated, in base64url.
 * The leading 2 is the version of the form and of the defaults together: links `s=1.` hold scenarios of format 1.
 */
export async function encodeLink({ scenario, view }: LinkState): Promise<string> {
  return `${prefixOf(2)}${await packed(JSON.stringify(linkJson({ scenario, view })))}`;
}

/** What a link says, as JSON: of the scenario only what differs from the defaults. `readLinkState` reads it. */
export const linkJson = ({ scenario, view }: LinkState): LinkJson => ({ scenario: changesOf(scenario), view });

/**
 * The state in a fragment (with or without `#`), or null when it holds none, as on a first visit.
 * @throws LinkError for anything else that `encodeLink` did not write: cut off, changed, of another version, too large
 */
export async function decodeLink(fragment: string): Promise<LinkState | null> {
  const part = fragment.replace(/^#/, '');
  if (!part.startsWith('s=')) return null;
  const format = FORMATS.find((each) => part.startsWith(prefixOf(each)));
  if (!format)
    throw new LinkError(
      linkName(),
      whole(t('this link is of another version'), t('Open it with the app that made it.')),
    );
  return readLinkState(await unpacked(part.slice(prefixOf(format).length)), format);
}

/** @throws LinkError for JSON that `linkJson` did not make */
export function readLinkState(json: unknown, format: LinkFormat = 2): LinkState {
  const parsed = v.safeParse(linkSchema, json, { abortEarly: true });
  if (!parsed.success) throw new LinkError(linkName(), faultOf(parsed.issues[0]));
  return { scenario: scenarioOf(parsed.output.scenario, format), view: parsed.output.view };
}

const FORMATS = [1, 2] as const;
export type LinkFormat = (typeof FORMATS)[number];
const prefixOf = (format: LinkFormat): string => `s=${format}.`;

export interface LinkJson {
  readonly scenario: ScenarioChanges;
  readonly view: LinkView;
}

const atMs = number({ min: 0, max: LIMITS.horizonMs.max });
const timeStretch = inOrder(object({ fromMs: atMs, toMs: atMs }), ({ fromMs, toMs }) => fromMs <= toMs);
const slotStretch = inOrder(
  object({ fromSlot: count(), toSlot: count() }),
  ({ fromSlot, toSlot }) => fromSlot < toSlot,
);
const noteSchema: v.GenericSchema<unknown, Note> = object({
  text: text(1, MOST_NOTE_CHARACTERS),
  at: v.union([object({ atMs }), timeStretch, slotStretch], () =>
    t('neither an instant nor a stretch of time or pages'),
  ),
});
const viewSchema: v.GenericSchema<unknown, LinkView> = notList(
  object({
    playheadMs: v.exactOptional(atMs),
    slot: v.exactOptional(count()),
    decision: v.exactOptional(count()),
    span: v.exactOptional(timeStretch),
    pages: v.exactOptional(slotStretch),
    zoom: v.exactOptional(slotStretch),
    notes: v.exactOptional(list(noteSchema, MOST_NOTES)),
  }),
);
const linkSchema = notList(object({ scenario: v.record(v.string(), v.unknown()), view: viewSchema }));

function inOrder<T>(schema: v.GenericSchema<unknown, T>, holds: (value: T) => boolean): v.GenericSchema<unknown, T> {
  return v.pipe(
    schema,
    v.check(holds, () => t('it ends before it begins')),
  );
}

function scenarioOf(changes: Record<string, unknown>, format: LinkFormat): Scenario {
  try {
    return parseScenario({ ...changes, format }, linkName());
  } catch (error) {
    throw error instanceof InputError ? new LinkError(linkName(), error) : error;
  }
}

const whole = (fault: string, advice: string): Fault => ({ field: '', fault, advice });
