import type { Claim, Message } from './message.ts';
import { AFTERWARDS } from './messages/afterwards.ts';
import { ELSEWHERE } from './messages/elsewhere.ts';
import { patch } from './messages/patch.ts';
import { t01 } from './messages/t01.ts';
import { t02 } from './messages/t02.ts';
import { t03 } from './messages/t03.ts';
import { t04 } from './messages/t04.ts';
import { t05 } from './messages/t05.ts';
import { t06 } from './messages/t06.ts';
import { t07 } from './messages/t07.ts';
import { t08 } from './messages/t08.ts';
import { t09 } from './messages/t09.ts';
import { t10 } from './messages/t10.ts';
import { t11 } from './messages/t11.ts';
import { t12 } from './messages/t12.ts';
import { t13 } from './messages/t13.ts';
import { t14 } from './messages/t14.ts';
import { t15 } from './messages/t15.ts';
import type { RunId } from './runs.ts';

export interface Part {
  readonly id: 'mails' | 'afterwards' | 'elsewhere';
  readonly title: string;
  readonly lead: string;
  readonly messages: readonly Message[];
}

/** The whole page in reading order, which is the order of time in each part. */
export const PARTS: readonly Part[] = [
  {
    id: 'mails',
    title: 'The thread',
    lead: 'May 2022, qemu-devel: a patch and the fifteen mails that answer it, each in our words.',
    messages: [patch, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15],
  },
  {
    id: 'afterwards',
    title: 'What followed',
    lead: 'From the second version of the patch to the releases of today.',
    messages: AFTERWARDS,
  },
  {
    id: 'elsewhere',
    title: 'The question returns',
    lead: 'Four years later, other projects stand before it. This engine is QEMU’s: it is asked their question, and does not reproduce their figures.',
    messages: ELSEWHERE,
  },
];

/** In reading order. */
export const MESSAGES: readonly Message[] = PARTS.flatMap(({ messages }) => messages);
export const CLAIMS: readonly Claim[] = MESSAGES.flatMap(({ claims }) => claims);

/** Null for an id that no claim has. */
export const claimById = (id: string): Claim | null => CLAIMS.find((claim) => claim.id === id) ?? null;

/** @throws RangeError for an id that no message has */
export function messageById(id: string): Message {
  const found = MESSAGES.find((message) => message.id === id);
  if (!found) throw new RangeError(`no message ${id}`);
  return found;
}

/** Those that answer this one, in reading order. */
export const answersTo = (id: string): readonly Message[] => MESSAGES.filter(({ answers }) => answers.includes(id));

/** The runs that a claim looks at or compares with, each once. */
export const runsOfClaim = ({ tests }: Claim): readonly RunId[] => [
  ...new Set(
    tests.flatMap(({ run, expects }) => [
      run,
      ...expects.flatMap(({ than }) => (typeof than === 'object' && than.run ? [than.run] : [])),
    ]),
  ),
];

/** Those of all claims, each once: what is read first comes first. */
export const RUNS_IN_ORDER: readonly RunId[] = [...new Set(CLAIMS.flatMap(runsOfClaim))];
