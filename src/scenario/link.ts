import * as v from 'valibot';
import type { Scenario } from '../engine/scenario.ts';
import { MIB } from '../units.ts';
import { changesOf } from './changes.ts';
import type { ScenarioChanges } from './defaults.ts';
import { type Fault, InputError, LinkError } from './input-error.ts';
import { LIMITS } from './limits.ts';
import { oddKey, readJson } from './read-json.ts';
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
  return `${prefixOf(2)}${toBase64Url(await deflated(new TextEncoder().encode(json)))}`;
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
  if (text.length > MOST_CHARACTERS) throw new LinkError(NAME, whole('the link is too long', ''));
  const json = await inflated(fromBase64Url(text.slice(prefixOf(format).length)));
  const read = readJson(json, MOST_INFLATED_BYTES);
  if ('fault' in read) throw new LinkError(NAME, read.fault);
  const fault = oddKey(read.json);
  if (fault) throw new LinkError(NAME, fault);
  const parsed = v.safeParse(linkSchema, read.json, { abortEarly: true });
  if (!parsed.success) throw new LinkError(NAME, faultOf(parsed.issues[0]));
  return { scenario: scenarioOf(parsed.output.scenario, format), view: parsed.output.view };
}

const NAME = 'link';
const FORMATS = [1, 2] as const;
type Format = (typeof FORMATS)[number];
const prefixOf = (format: Format): string => `s=${format}.`;
const MOST_CHARACTERS = 200_000;
/** A few hundred bytes can inflate to gigabytes; inflating stops here. */
const MOST_INFLATED_BYTES: number = MIB;

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
const damaged = (): LinkError => new LinkError(NAME, whole('the link is damaged', 'Copy the whole of it again.'));

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text)) throw damaged();
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  } catch {
    throw damaged();
  }
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MOST_INFLATED_BYTES) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw damaged(); // not deflate, or not UTF-8
  }
  await reader.cancel();
  throw new LinkError(NAME, whole('the link holds more than 1 MiB', ''));
}
