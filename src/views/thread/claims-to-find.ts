import { nameOf } from '../../thread/people.ts';
import { MESSAGES } from '../../thread/thread.ts';
import { claimAddress } from './words.ts';

/** A claim of the thread for a search: what it says, by whom, and where it stands. */
export interface ClaimToFind {
  readonly id: string;
  /** English, for `t`. */
  readonly text: string;
  /** Of its message, `T#5`; English, for `t`. */
  readonly mark: string;
  /** A name, the same in every language. */
  readonly who: string;
  /** What comes behind the `#` of the address. */
  readonly address: string;
}

/** All claims, in the order of the messages. */
export const CLAIMS_TO_FIND: readonly ClaimToFind[] = MESSAGES.flatMap((message) =>
  message.claims.map((claim) => ({
    id: claim.id,
    text: claim.text,
    mark: message.mark,
    who: nameOf(message),
    address: claimAddress(claim),
  })),
);
