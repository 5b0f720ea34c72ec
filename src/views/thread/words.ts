import type { Finding, JudgedTest, Judgement } from '../../thread/judgement.ts';
import type { Claim, Message } from '../../thread/message.ts';
import { formatBytes, formatMs } from '../../units.ts';

/** How many claims came to what. */
export type Tally = Readonly<Record<Finding, number>>;

export function tallyOf(findings: readonly Finding[]): Tally {
  const count = (finding: Finding) => findings.filter((each) => each === finding).length;
  return {
    'borne out': count('borne out'),
    'in part': count('in part'),
    contradicted: count('contradicted'),
    waiting: count('waiting'),
  };
}

/** The sentence over the page. */
export function headline(tally: Tally): string {
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  if (tally.waiting > 0) return `${all} claims: ${all - tally.waiting} met their runs so far`;
  const rest = [
    tally['in part'] > 0 && `${tally['in part']} in part`,
    tally.contradicted > 0 && `${tally.contradicted} not at all`,
  ].filter((part) => part !== false);
  const borneOut = `${tally['borne out']} are borne out`;
  return `${all} claims met their runs: ${[borneOut, ...rest].join(', ')}`;
}

/** What the runs make of a claim, in a sentence. */
export function findingText({ finding, tests }: Judgement): string {
  if (finding === 'waiting') return 'Waits for its runs';
  const runs = tests.length === 1 ? 'The run' : tests.length === 2 ? 'Both runs' : `All ${tests.length} runs`;
  if (finding === 'borne out') return `${runs} ${tests.length === 1 ? 'bears' : 'bear'} it out`;
  if (finding === 'contradicted')
    return tests.length === 1 ? 'The run contradicts it' : 'None of its runs bears it out';
  const situations = situationsIn(tests);
  if (situations) return `Borne out in situation ${situations.borneOut}, not in ${situations.not}`;
  const borneOut = tests.filter(({ isBorneOut }) => isBorneOut).length;
  return `${borneOut} of ${tests.length} runs ${borneOut === 1 ? 'bears' : 'bear'} it out`;
}

/** When the situation alone tells the runs that bear a claim out from those that do not. */
function situationsIn(tests: readonly JudgedTest[]): { borneOut: string; not: string } | null {
  const of = (wanted: boolean) =>
    new Set(tests.filter(({ isBorneOut }) => isBorneOut === wanted).map(({ test }) => test.situation));
  const [borneOut, not] = [of(true), of(false)];
  const [first, second] = [[...borneOut][0], [...not][0]];
  return borneOut.size === 1 && not.size === 1 && first && second && first !== second
    ? { borneOut: first, not: second }
    : null;
}

/** In a word or two, for a mark. */
export const FINDING_WORDS: Readonly<Record<Finding, string>> = {
  'borne out': 'borne out',
  'in part': 'in part',
  contradicted: 'contradicted',
  waiting: 'waits for its run',
};

/** `17 May 2022, 16:08 UTC`, or as much of it as is known. */
export function whenText(when: string): string {
  const [date = '', time] = when.split(' ');
  const [year, month, day] = date.split('-');
  const named = month ? `${MONTHS[Number(month) - 1]} ${year}` : year!;
  return `${day ? `${Number(day)} ` : ''}${named}${time ? `, ${time} UTC` : ''}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What a node of the map says after its mark and name, to somebody who does not see the map. */
export function nodeText(
  { gist, answers }: Message,
  findings: readonly Finding[],
  markOf: (id: string) => string,
): string {
  const answered = answers.length === 0 ? 'answers nothing' : `answers ${answers.map(markOf).join(' and ')}`;
  const tally = tallyOf(findings);
  const found = (Object.keys(tally) as Finding[])
    .filter((finding) => tally[finding] > 0)
    .map((finding) => `${tally[finding]} ${FINDING_WORDS[finding]}`);
  return `, ${answered}: ${gist}. ${findings.length === 1 ? '1 claim' : `${findings.length} claims`}: ${found.join(', ')}.`;
}

/** What the small curve of a run shows. */
export function curveLabel(title: string, endMs: number, maxBytes: number): string {
  return endMs === 0
    ? `${title}: nothing is sent`
    : `${title}: what remains to be sent, over ${formatMs(endMs)}, at most ${formatBytes(maxBytes)}`;
}

/** The scale of that curve, beside it. */
export const scaleText = (endMs: number, maxBytes: number): string =>
  `0 to ${formatMs(endMs)}, 0 to ${formatBytes(maxBytes)}`;

/** Whether the patch changes anything in a situation; null while its runs are not there. */
export function changeText(
  before: { readonly digest: string; readonly status: string } | undefined,
  patched: { readonly digest: string; readonly status: string; readonly downtimeMs: number | null } | undefined,
): string | null {
  if (!before || !patched) return null;
  if (before.digest === patched.digest) return 'The patch changes nothing: both runs are the same, to the last bit.';
  const becomes = patched.downtimeMs === null ? patched.status : `a stop of ${formatMs(patched.downtimeMs)}`;
  return `The patch changes everything: “${before.status}” becomes ${becomes}.`;
}

/** The address of a claim, short enough for a mail: it opens this screen at the claim. */
export const claimAddress = ({ id }: Pick<Claim, 'id'>): string => `#view=thread&claim=${id}`;
