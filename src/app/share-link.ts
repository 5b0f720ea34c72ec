import type { FieldName } from '../store/fields.ts';
import { isShow, withParts } from '../store/hash-parts.ts';
import { partsOfShow } from '../store/show-link.ts';
import type { Showing } from '../store/show-slice.ts';

/** What whoever follows a link may change. */
export type Lock = 'nothing locked' | 'some free' | 'read only';

/** How a link is handed on. */
export interface ShareChoice {
  readonly showing: Showing;
  readonly lock: Lock;
  readonly free: readonly FieldName[];
}

/** The controls that a teacher most often leaves free; a link may name any other field. */
export const LENT_FIELDS = [
  'tracking',
  'downtime-limit',
  'noSla',
  'release',
  'untrackedRule',
  'ramBytes',
  'writesPerSecond',
  'linkBytesPerSecond',
  'max-bandwidth',
  'auto-converge',
  'multifd',
  'postcopy-ram',
] as const satisfies readonly FieldName[];

/** @param address the whole of it, as it stands in the address bar */
export function sharedAddress(address: string, { showing, lock, free }: ShareChoice): string {
  const url = new URL(address);
  const freeFields = lock === 'nothing locked' ? null : lock === 'read only' ? [] : free;
  url.hash = withParts(url.hash, isShow, partsOfShow({ showing, freeFields }));
  return url.href;
}

/** The HTML that puts the run into another page. */
export const embedCode = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" style="border: 0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
