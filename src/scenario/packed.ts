import { t } from '../language/t.ts';
import { MIB } from '../units.ts';
import { type Fault, LinkError } from './input-error.ts';
import { oddKey, readJson } from './read-json.ts';

/** What a link is called in a message. */
export const linkName = (): string => t('link', {}, 'address');

/** JSON as a part of an address: deflated, in base64url. */
export async function packed(json: string): Promise<string> {
  return toBase64Url(await deflated(new TextEncoder().encode(json)));
}

/**
 * The value that `packed` was given.
 * @throws LinkError for a text that is cut off, changed or too long, holds more than 1 MiB, or keys that no JSON of ours has
 */
export async function unpacked(text: string): Promise<unknown> {
  if (text.length > MOST_CHARACTERS) throw new LinkError(linkName(), whole(t('the link is too long'), ''));
  const json = await inflated(fromBase64Url(text));
  const read = readJson(json, MOST_INFLATED_BYTES);
  if ('fault' in read) throw new LinkError(linkName(), read.fault);
  const fault = oddKey(read.json);
  if (fault) throw new LinkError(linkName(), fault);
  return read.json;
}

const MOST_CHARACTERS = 200_000;
/** A few hundred bytes can inflate to gigabytes; inflating stops here. */
const MOST_INFLATED_BYTES: number = MIB;

const whole = (fault: string, advice: string): Fault => ({ field: '', fault, advice });
const damaged = (): LinkError =>
  new LinkError(linkName(), whole(t('the link is damaged'), t('Copy the whole of it again.')));

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
  throw new LinkError(linkName(), whole(t('the link holds more than 1 MiB'), ''));
}
