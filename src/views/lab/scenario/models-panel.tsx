import { type ReactNode, useMemo } from 'react';
import type { Outcome } from '../../../engine/record.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { modelAnswers, models } from '../../../store/model-answers.ts';
import type { Run } from '../../../store/run-slice.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { formatMs } from '../../../units.ts';
import { modelRow } from './model-words.ts';
import { unbroken } from './quantity.ts';
import styles from './real-run.module.css';

/** Formulas of papers and other simulators, laid beside the run one by one, with how far off each is. */
export function ModelsPanel() {
  const run = useApp(runOf);
  const shown = useApp(shownOf);
  const { showModel } = useAppStore().getState();
  return (
    <Panel title={t('Compare with a formula')}>
      <div className={styles.stack}>
        <p className={styles.words}>
          {t('What others would say of this run without running it: a thin line in the curve, and its error here.')}
        </p>
        <div>
          {models().map(({ name, title, formula, neglects, source }) => (
            <Switch
              key={name}
              label={t(title)}
              value={shown.includes(name)}
              onChange={(isOn) => showModel(name, isOn)}
              help={shown.includes(name) ? `${t(source)}: ${t(formula)}. ${t(neglects)}` : null}
            />
          ))}
        </div>
        {run && shown.length > 0 && <Answers run={run} />}
      </div>
    </Panel>
  );
}

const runOf = (state: AppState) => state.run;
const shownOf = (state: AppState) => state.shownModels;

function Answers({ run: { scenario, timeline } }: { readonly run: Run }) {
  const { outcome } = timeline;
  const shown = useApp(shownOf);
  const answers = useMemo(() => modelAnswers({ scenario, outcome }, shown), [scenario, outcome, shown]);
  if (answers.some(({ prediction }) => prediction === null))
    return <p className={styles.words}>{t('Nothing limits the speed of this run, so no formula holds for it.')}</p>;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{t('Total time and downtime, with their errors against this run')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('total')}</th>
            <th scope="col">{t('downtime')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('This run')}</th>
            <td>{totalOf(outcome)}</td>
            <td>{unbroken(outcome?.downtimeMs == null ? '–' : formatMs(outcome.downtimeMs))}</td>
          </tr>
          {answers.map(modelRow).map(({ key, title, total, downtime, errors }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <Figure value={total} error={errors[0]} />
              <Figure value={downtime} error={errors[1]} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How long it took, or how it ended otherwise, in QEMU's word. */
function totalOf(outcome: Outcome | null): ReactNode {
  if (outcome === null) return '–';
  if (outcome.status === 'completed') return unbroken(formatMs(outcome.totalTimeMs));
  return outcome.status === 'not-converged' ? t('never ends') : <span translate="no">{outcome.status}</span>;
}

function Figure({ value, error }: { readonly value: string; readonly error: string }) {
  return (
    <td>
      {unbroken(value)}
      {error !== '–' && <span className={styles.unit}>{unbroken(error)}</span>}
    </td>
  );
}
