import { useEffect } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { ReleaseRow } from '../../sweep/release-table.ts';
import { Button } from '../../ui/button.tsx';
import { numberClass, Table } from '../../ui/table.tsx';
import { formatBytes, formatCount, formatMs } from '../../units.ts';
import styles from './compare.module.css';
import { statusWords } from './outcome-table.tsx';
import tableStyles from './release-table.module.css';
import { causeWords } from './release-words.ts';

/** The same run under every release, with what comes out otherwise than before, and which difference between the two brings it. */
export function ReleaseTable() {
  const rows = useApp(rowsOf);
  const status = useApp(statusOf);
  const progress = useApp(progressOf);
  const { compareReleases, stopReleases } = useAppStore().getState();
  useEffect(() => {
    compareReleases();
    return stopReleases;
  }, [compareReleases, stopReleases]);
  return (
    <div className={styles.body}>
      <header>
        <h1 className={styles.question}>{questionFor(rows)}</h1>
        <p className={styles.common}>
          {t(
            'One scenario, one seed, and the rule that each release has. Where an outcome changes, the run is made again with the differences between the two releases switched one by one, until it is known which of them brings it.',
          )}
        </p>
      </header>
      {status === 'running' && (
        <p role="status" className={styles.common}>
          {progress || t('The first run is being made.')}
        </p>
      )}
      {status === 'failed' && (
        <p>
          {t('The runs could not be made.')} <Button onPress={compareReleases}>{t('Try again')}</Button>
        </p>
      )}
      {rows && <Releases rows={rows} />}
    </div>
  );
}

function questionFor(rows: readonly ReleaseRow[] | null): string {
  if (!rows) return t('The same run under every release. Where does the outcome change?');
  const changed = rows.filter(({ changes }) => changes.some(isOutcome)).map(({ release }) => release);
  if (changed.length === 0) return t('The same run ends the same under every release.');
  return t('The same run under every release: its outcome changes with {releases}.', { releases: listed(changed) });
}

function Releases({ rows }: { readonly rows: readonly ReleaseRow[] }) {
  return (
    <Table label={t('Releases')} className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">{t('release')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col" className={numberClass}>
            {t('guest stopped')}
          </th>
          <th scope="col" className={numberClass}>
            {t('total')}
          </th>
          <th scope="col" className={numberClass}>
            {t('sent')}
          </th>
          <th scope="col" className={numberClass}>
            {t('pages lost')}
          </th>
          <th scope="col">{t('what changes, and by what')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ release, outcome, changes }) => (
          <tr key={release} className={changes.some(isOutcome) ? tableStyles.changed : undefined}>
            <th scope="row">{release}</th>
            <td>{statusWords(outcome.status)}</td>
            <td className={numberClass}>{outcome.downtimeMs === null ? '–' : formatMs(outcome.downtimeMs)}</td>
            <td className={numberClass}>{outcome.totalTimeMs === 0 ? '–' : formatMs(outcome.totalTimeMs)}</td>
            <td className={numberClass}>{formatBytes(outcome.sentBytes)}</td>
            <td className={`${numberClass} ${outcome.stalePages > 0 ? tableStyles.lost : ''}`}>
              {formatCount(outcome.stalePages)}
            </td>
            <td className={tableStyles.why}>
              <Changes changes={changes} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Changes({ changes }: Pick<ReleaseRow, 'changes'>) {
  if (changes.length === 0) return null;
  const causes = [...new Set(changes.filter(isOutcome).map(causeWords))];
  const others = changes.filter((change) => !isOutcome(change));
  return (
    <>
      {causes.map((cause) => (
        <p key={cause}>
          <b>
            {listed(changes.filter((each) => isOutcome(each) && causeWords(each) === cause).map(({ what }) => t(what)))}
          </b>{' '}
          {cause}
        </p>
      ))}
      <details>
        <summary>
          {causes.length === 0
            ? t('only {changes}', { changes: listed(others.map(({ what }) => t(what))) })
            : t('each of them, before and after')}
        </summary>
        <dl>
          {changes.map((change) => (
            <div key={change.what}>
              <dt>{t(change.what)}</dt>
              <dd>
                <span translate="no">{`${change.before} → ${change.after}`}</span>
                {!isOutcome(change) && `, ${causeWords(change)}`}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

/** What a person asks about first; the rest is what monitors say about it. */
const OUTCOMES: ReadonlySet<string> = new Set(['status', 'guest stopped', 'total time', 'sent', 'pages lost']);
const isOutcome = ({ what }: { readonly what: string }) => OUTCOMES.has(what);

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? '')
    : t('{list} and {last}', { list: words.slice(0, -1).join(', '), last: words.at(-1)! });

const rowsOf = (state: AppState) => state.releaseRows;
const statusOf = (state: AppState) => state.releasesStatus;
const progressOf = (state: AppState) => state.releasesProgress;
