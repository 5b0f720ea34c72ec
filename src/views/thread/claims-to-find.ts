import { nameOf } from '../../thread/people.ts';
import { MESSAGES } from '../../thread/thread.ts';
import { claimAddress } from './words.ts';

/** A claim of the thread for a search: what it says, by whom, and where it stands. In English, for `t`. */
export interface ClaimToFind {
  readonly id: string;
  readonly text: string;
  /** `T#5 Jason Gunthorpe`, the same in every language. */
  readonly by: string;
  /** What comes behind the `#` of the address. */
  readonly address: string;
}

/** All claims, in the order of the messages. */
export const CLAIMS_TO_FIND: readonly ClaimToFind[] = MESSAGES.flatMap((message) =>
  message.claims.map((claim) => ({
    id: claim.id,
    text: claim.text,
    by: `${message.mark} ${nameOf(message)}`,
    address: claimAddress(claim),
  })),
);
