import { counted, speech, t } from '../../language/t.ts';
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
  if (tally.waiting > 0) return t('{all} claims: {met} met their runs so far', { all, met: all - tally.waiting });
  const counts = { all, borneOut: tally['borne out'], part: tally['in part'], not: tally.contradicted };
  if (counts.part > 0 && counts.not > 0)
    return t('{all} claims met their runs: {borneOut} are borne out, {part} in part, {not} not at all', counts);
  if (counts.part > 0) return t('{all} claims met their runs: {borneOut} are borne out, {part} in part', counts);
  if (counts.not > 0) return t('{all} claims met their runs: {borneOut} are borne out, {not} not at all', counts);
  return t('{all} claims met their runs: {borneOut} are borne out', counts);
}

/** What the runs make of a claim, in a sentence. */
export function findingText({ finding, tests }: Judgement): string {
  const all = tests.length;
  if (finding === 'waiting') return t('Waits for its runs');
  if (finding === 'borne out') {
    if (all === 2) return t('Both runs bear it out');
    return counted(all, 'The run bears it out', 'All {count} runs bear it out');
  }
  if (finding === 'contradicted') return all === 1 ? t('The run contradicts it') : t('None of its runs bears it out');
  const situations = situationsIn(tests);
  if (situations) return t('Borne out in situation {borneOut}, not in {not}', situations);
  const borneOut = tests.filter(({ isBorneOut }) => isBorneOut).length;
  return counted(borneOut, '{count} of {all} runs bears it out', '{count} of {all} runs bear it out', { all });
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

/** In a word or two, for a mark; English, for `t`. */
export const FINDING_WORDS: Readonly<Record<Finding, string>> = {
  'borne out': 'borne out',
  'in part': 'in part',
  contradicted: 'contradicted',
  waiting: 'waits for its run',
};

/** `17 May 2022, 16:08 UTC`, or as much of it as is known. */
export function whenText(when: string): string {
  const [date = '', time] = when.split(' ');
  const [, month, day] = date.split('-');
  const { language } = speech();
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    year: 'numeric',
    ...(month ? { month: 'long' } : {}),
    ...(day ? { day: 'numeric' } : {}),
    timeZone: 'UTC',
  });
  return `${format.format(new Date(date))}${time ? `, ${time} UTC` : ''}`;
}

/** What a node of the map says after its mark and name, to somebody who does not see the map. */
export function nodeText(
  { gist, answers }: Message,
  findings: readonly Finding[],
  markOf: (id: string) => string,
): string {
  const tally = tallyOf(findings);
  const found = (Object.keys(tally) as Finding[])
    .filter((finding) => tally[finding] > 0)
    .map((finding) => `${tally[finding]} ${t(FINDING_WORDS[finding])}`);
  const said = { gist: t(gist), marks: answers.map(markOf).join(` ${t('and')} `), found: found.join(', ') };
  return answers.length === 0
    ? counted(
        findings.length,
        ', answers nothing: {gist}. {count} claim: {found}.',
        ', answers nothing: {gist}. {count} claims: {found}.',
        said,
      )
    : counted(
        findings.length,
        ', answers {marks}: {gist}. {count} claim: {found}.',
        ', answers {marks}: {gist}. {count} claims: {found}.',
        said,
      );
}

/** What the small curve of a run shows. */
export function curveLabel(title: string, endMs: number, maxBytes: number): string {
  return endMs === 0
    ? t('{run}: nothing is sent', { run: title })
    : t('{run}: what remains to be sent, over {time}, at most {bytes}', {
        run: title,
        time: formatMs(endMs),
        bytes: formatBytes(maxBytes),
      });
}

/** The scale of that curve, beside it. */
export const scaleText = (endMs: number, maxBytes: number): string =>
  t('0 to {time}, 0 to {bytes}', { time: formatMs(endMs), bytes: formatBytes(maxBytes) });

/** Whether the patch changes anything in a situation; null while its runs are not there. */
export function changeText(
  before: { readonly digest: string; readonly status: string } | undefined,
  patched: { readonly digest: string; readonly status: string; readonly downtimeMs: number | null } | undefined,
): string | null {
  if (!before || !patched) return null;
  if (before.digest === patched.digest) return t('The patch changes nothing: both runs are the same, to the last bit.');
  const was = t(before.status);
  return patched.downtimeMs === null
    ? t('The patch changes everything: “{was}” becomes {is}.', { was, is: t(patched.status) })
    : t('The patch changes everything: “{was}” becomes a stop of {downtime}.', {
        was,
        downtime: formatMs(patched.downtimeMs),
      });
}

/** The address of a claim, short enough for a mail: it opens this screen at the claim. */
export const claimAddress = ({ id }: Pick<Claim, 'id'>): string => `#view=thread&claim=${id}`;
