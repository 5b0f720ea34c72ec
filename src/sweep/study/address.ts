import type { Scenario } from '../../engine/scenario.ts';
import { changesOf } from '../../scenario/changes.ts';

/**
 * Goes up when the engine gives another run for some scenario: results that were kept are then of another engine and not used.
 * `address.test.ts` holds the digests of a set of runs and fails when one changed and this number did not.
 */
export const ENGINE_REVISION = 1;

/**
 * Where the result of a run is kept: 16 hex digits, the same for the same run in every browser and process. What is only shown to
 * people, the name, is no part of it.
 */
export function addressOf(scenario: Scenario): string {
  const { name: _, ...run } = changesOf(scenario);
  return hash64(`${ENGINE_REVISION} ${JSON.stringify(sorted(run))}`);
}

/** With every object's keys in order, so that equal values are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** @source cyrb53 of bryc (public domain), both halves in full */
function hash64(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return hex(b) + hex(a);
}

const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
