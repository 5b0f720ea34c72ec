import type { UntrackedRuleName } from '../engine/scenario.ts';
import type { Expectation } from './expectation.ts';
import type { RunId } from './runs.ts';

/** A mail of the thread, a step that followed, or a discussion elsewhere in which the question came back; in our own words. */
export interface Message {
  /** In links and headings: `T1` to `T15` for the comments, else a word. */
  readonly id: string;
  /** What it is called where there is room for a few letters: `T#5`, `v2`, `8.1`; English, for `t`. */
  readonly mark: string;
  readonly who: Person;
  /** `2022-05-16 11:22`, UTC; without a time where none is known. */
  readonly when: string;
  /** Ids of the messages that it answers; the first is drawn strongest. */
  readonly answers: readonly string[];
  /** The project, of a discussion elsewhere. */
  readonly project?: string;
  /** What it says, in a few words; English, for `t`, as all that is said here. */
  readonly gist: string;
  /** Where it can be read, when it is not of the thread itself: repository and number, or a release. */
  readonly source?: string;
  readonly claims: readonly Claim[];
}

/** Who spoke. Each has a lane of the map; what releases did and what others asked have one each. */
export type Person = 'Horon' | 'Quintela' | 'Williamson' | 'Gunthorpe' | 'Martins' | 'releases' | 'elsewhere';

/** The two situations that the thread speaks of without always saying which: see `situations.ts`. */
export type Situation = 'A' | 'B';

/** What somebody holds, in our own words, and what would be seen if it were so. */
export interface Claim {
  /** In links: `t5-check`. Never changed: links to it are kept. */
  readonly id: string;
  readonly stance: Stance;
  /** One or two sentences. */
  readonly text: string;
  /** The rule that it proposes or speaks of. */
  readonly rule?: UntrackedRuleName;
  /** What a reader should know who compares it with the runs: what they can show, and what not. */
  readonly remark?: string;
  readonly tests: readonly ClaimTest[];
}
export type Stance = 'says' | 'proposes' | 'objects' | 'asks' | 'agrees' | 'withdraws' | 'decides';

/** A run, and what it would show if the claim were right. */
export interface ClaimTest {
  readonly run: RunId;
  /** Which of the two situations the run is in; left out where it is neither. */
  readonly situation?: Situation;
  readonly expects: readonly Expectation[];
}
