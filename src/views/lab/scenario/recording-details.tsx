import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import type { OpenRecording } from '../../../store/recording-slice.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { BAND_SEEDS } from '../../../traces/band-seeds.ts';
import type { Prediction } from '../../../traces/predict.ts';
import { Button } from '../../../ui/button.tsx';
import { Sentence } from '../../../ui/sentence.tsx';
import { bandRows, figureRows, statusWords } from './figure-rows.ts';
import { unbroken } from './quantity.ts';
import styles from './real-run.module.css';
import { recordingFacts } from './recording-facts.ts';

/** The recording that is open: its facts, and how far the prediction made from them is off. */
export function RecordingDetails({ recording }: { readonly recording: OpenRecording }) {
  const { trace, prediction } = recording;
  const { closeRecording } = useAppStore().getState();
  return (
    <>
      <dl className={styles.facts}>
        {recordingFacts(trace).map(({ id, heading, words }) => (
          <div key={id}>
            <dt>{heading}</dt>
            <dd {...(QEMUS_WORDS.has(id) && { translate: 'no' })}>{unbroken(words)}</dd>
          </div>
        ))}
      </dl>
      {prediction.remark && <Remark prediction={prediction} />}
      <FigureTable prediction={prediction} />
      <BandTable prediction={prediction} />
      <OnScreen prediction={prediction} />
      <div>
        <Button onPress={closeRecording}>{t('Close the recording')}</Button>
      </div>
    </>
  );
}

const QEMUS_WORDS: ReadonlySet<string> = new Set(['qemu', 'limits', 'capabilities', 'refused']);

/** Why nothing was predicted, QEMU's refusal, or how QEMU is known to be wrong. */
function Remark({ prediction }: { readonly prediction: Prediction }) {
  if (!prediction.isReference) return <p className={styles.words}>{prediction.remark}.</p>;
  return prediction.predicted ? (
    <p className={styles.words}>
      <Sentence
        of="Predicted answer: {answer}"
        parts={{
          answer: (
            <q className={styles.quote} translate="no">
              {prediction.remark}
            </q>
          ),
        }}
      />
    </p>
  ) : (
    <p className={styles.words}>{t('Nothing is predicted for it, {why}.', { why: prediction.remark ?? '' })}</p>
  );
}

function FigureTable({ prediction }: { readonly prediction: Prediction }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{prediction.predicted ? t('Predicted from its configuration alone') : t('Measured')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('measured')}</th>
            <th scope="col">{t('predicted')}</th>
            <th scope="col">{t('error')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <RowHead label={t('Status')} />
            <td colSpan={3}>{statusWords(prediction)}</td>
          </tr>
          {figureRows(prediction).map(({ figure, label, unit, measured, predicted, error }) => (
            <tr key={figure}>
              <RowHead label={label} unit={unit} />
              <td>{measured}</td>
              <td>{predicted}</td>
              <td>{error === null ? '–' : unbroken(error)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BandTable({ prediction }: { readonly prediction: Prediction }) {
  const rows = bandRows(prediction);
  if (rows.length === 0) return null;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>
          {t('Chance decides which pages are written: {seeds} seeds give', { seeds: BAND_SEEDS.length })}
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('least')}</th>
            <th scope="col">{t('most')}</th>
            <th scope="col">{t('measured')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ figure, label, unit, least, most, isInside }) => (
            <tr key={figure}>
              <RowHead label={label} unit={unit} />
              <td>{least}</td>
              <td>{most}</td>
              <td className={isInside ? styles.inside : styles.outside}>{isInside ? t('inside') : t('outside')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowHead({ label, unit }: { readonly label: string; readonly unit?: string }) {
  return (
    <th scope="row">
      {label} {unit && <span className={styles.unit}>{unit}</span>}
    </th>
  );
}

/** What the run on the screen has to do with the recording. */
function OnScreen({ prediction: { scenario } }: { readonly prediction: Prediction }) {
  const now = useApp(scenarioOf);
  const { edit } = useAppStore().getState();
  if (!scenario) return <p className={styles.words}>{t('The run on the screen has nothing to do with it.')}</p>;
  // By content: an edit and its opposite give another object.
  if (JSON.stringify(now) === JSON.stringify(scenario))
    return <p className={styles.words}>{t('The run on the screen is the prediction.')}</p>;
  return (
    <div className={styles.whatIf}>
      <p>{t('The scenario has been changed since: the run on the screen is a what-if, no longer the prediction.')}</p>
      <Button onPress={() => edit(() => scenario)}>{t('Back to the prediction')}</Button>
    </div>
  );
}

const scenarioOf = (state: AppState) => state.scenario;
