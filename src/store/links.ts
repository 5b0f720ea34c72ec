import { decodeLink, encodeLink } from '../scenario/link.ts';
import type { Scenario } from '../worker/client.ts';

/** The fragment of an address, without `#`, that opens this run from its beginning. */
export const linkOf = (scenario: Scenario): Promise<string> => encodeLink({ scenario, view: {} });

/**
 * The scenario that an address holds, wherever it leads; null when it holds none.
 * @throws LinkError for a part of it that the app did not write
 */
export async function scenarioInLink(address: string): Promise<Scenario | null> {
  const parts = (address.split('#')[1] ?? '').split('&');
  const link = await decodeLink(parts.find((part) => part.startsWith('s=')) ?? '');
  return link?.scenario ?? null;
}
