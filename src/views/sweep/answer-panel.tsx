import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type FieldName } from '../../store/fields.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { Boundary, Tried } from '../../sweep/ask/boundary.ts';
import { askableFields, soughtOf } from '../../sweep/ask/question.ts';
import type { SmallestChange } from '../../sweep/ask/smallest-change.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { formatShare } from '../../units.ts';
import { LeadsOn } from '../leads-on.tsx';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { CAUSE_NAMES, QUESTIONS } from './tables.ts';
import { useSteadyPlan } from './use-steady-plan.ts';
import { axisName, inSentence, outcomeText, setText, valueText } from './words.ts';

/** The answer to "what is just enough here", with the runs that prove it, and what else would have done it. */
export function AnswerPanel() {
  const { askHere, stopAsking, chooseQuestion } = useAppStore().getState();
  const square = useApp(placeInState);
  const plan = useSteadyPlan();
  const chosen = useApp(fieldOf);
  const asked = useApp(askedOf);
  const status = useApp(statusOf);
  const runs = useApp(runsOf);
  const boundary = useApp(boundaryOf);
  const cause = useApp(causeOf);
  const changes = useApp(changesOf);
  const askable = askableFields(plan);
  const field = chosen !== null && askable.includes(chosen) ? chosen : askable[0];
  return (
    <section aria-label={t('What is just enough')} className={styles.square}>
      {field && (
        <Select
          label={t('Ask for')}
          value={field}
          onChange={chooseQuestion}
          options={askable.map((name) => ({
            value: name,
            label: questionText(name),
            aside: FIELDS[name].qemuName ?? '',
          }))}
        />
      )}
      <div className={styles.actions}>
        <Button onPress={askHere} isDisabled={square === null} variant="primary">
          {t('Ask here')}
        </Button>
        {status === 'running' && <Button onPress={stopAsking}>{t('Stop')}</Button>}
      </div>
      <p role="status" className={styles.lead}>
        {status === 'running'
          ? counted(runs, '{count} run made, page by page.', '{count} runs made, page by page.')
          : status === 'ready'
            ? counted(runs, 'Proved by {count} run, page by page.', 'Proved by {count} runs, page by page.')
            : ''}
      </p>
      {asked?.question && boundary && (
        <BoundaryAnswer boundary={boundary} field={asked.question.field} find={asked.question.find} />
      )}
      {cause === null && <p>{t('The run at this square succeeds as it stands.')}</p>}
      {cause && (
        <>
          <h3 className={styles.set}>{t('Why it does not succeed here')}</h3>
          <p>
            <b>{t(CAUSE_NAMES[cause.name])}</b> {cause.sentence}
          </p>
        </>
      )}
      {changes && <Changes changes={changes} />}
    </section>
  );
}

function BoundaryAnswer({
  boundary,
  field,
  find,
}: {
  readonly boundary: Boundary;
  readonly field: SmallestChange['field'];
  readonly find: 'smallest' | 'largest';
}) {
  const { holds, fails, exceptions, keptAtLeast } = boundary;
  const seeds = holds?.runs.length ?? 1;
  return (
    <>
      <p className={styles.answer}>{holds ? valueText(field, holds.value) : t('Never')}</p>
      <p className={styles.lead}>
        {[
          answerText(boundary, field, find),
          holds && seeds > 1
            ? t('It works in {count} of {count} seeds, so in at least {share} with 95 % confidence.', {
                count: seeds,
                share: formatShare(keptAtLeast),
              })
            : '',
          exceptions.length > 0
            ? t('Beyond it {values} fails all the same.', {
                values: exceptions.map(({ value }) => valueText(field, value)).join(', '),
              })
            : '',
        ]
          .filter((sentence) => sentence !== '')
          .join(' ')}
      </p>
      <ul className={styles.proof}>
        {holds && <Proof tried={holds} field={field} />}
        {fails && <Proof tried={fails} field={field} />}
      </ul>
    </>
  );
}

function Proof({ tried, field }: { readonly tried: Tried; readonly field: SmallestChange['field'] }) {
  const { openAnswer } = useAppStore().getState();
  const shown = tried.holds
    ? 0
    : Math.max(
        0,
        tried.runs.findIndex((run) => run.status !== 'completed'),
      );
  return (
    <li>
      <b>{valueText(field, tried.value)}</b>
      <span>{outcomeText(tried.runs[shown]!)}</span>
      <LeadsOn>
        <Button
          variant="quiet"
          aria-label={t('Open the run with {value}', { value: valueText(field, tried.value) })}
          onPress={() => {
            openAnswer(tried.scenarios[shown]!);
            showLab();
          }}
        >
          {t('Open')}
        </Button>
      </LeadsOn>
    </li>
  );
}

function Changes({ changes }: { readonly changes: readonly SmallestChange[] }) {
  const { openAnswer } = useAppStore().getState();
  return (
    <>
      <h3 className={styles.set}>{t('What else would have done it')}</h3>
      <p className={styles.lead}>
        {t('The smallest change of each by itself: it was run and succeeds, and one hundredth less fails.')}
      </p>
      <ul className={styles.proof}>
        {changes.map(({ field, from, to, scenario }) => (
          <li key={field}>
            <b>{axisName(field)}</b>
            <span>
              {to === null ? t('alone does not help') : `${valueText(field, from)} → ${valueText(field, to)}`}
            </span>
            {scenario && (
              <LeadsOn>
                <Button
                  variant="quiet"
                  aria-label={t('Open the run with {value}', { value: setText(field, to) })}
                  onPress={() => {
                    openAnswer(scenario);
                    showLab();
                  }}
                >
                  {t('Open')}
                </Button>
              </LeadsOn>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function answerText({ status }: Boundary, name: FieldName, find: 'smallest' | 'largest'): string {
  const field = inSentence(axisName(name));
  if (status === 'never') return t('No {field} on this axis is enough.', { field });
  if (status === 'all hold')
    return find === 'smallest'
      ? t('The smallest {field} that works: all of this axis does.', { field })
      : t('The largest {field} that works: all of this axis does.', { field });
  return find === 'smallest'
    ? t('The smallest {field} that works.', { field })
    : t('The largest {field} that works.', { field });
}

function questionText(name: FieldName): string {
  const asked = QUESTIONS[name];
  if (asked) return t(asked);
  const field = inSentence(axisName(name));
  return soughtOf(name) === 'smallest' ? t('Smallest {field}', { field }) : t('Largest {field}', { field });
}

const placeInState = (state: AppState) => state.sweepPlace;
const fieldOf = (state: AppState) => state.askField;
const askedOf = (state: AppState) => state.askedAt;
const statusOf = (state: AppState) => state.askStatus;
const runsOf = (state: AppState) => state.askRuns;
const boundaryOf = (state: AppState) => state.askBoundary;
const causeOf = (state: AppState) => state.askCause;
const changesOf = (state: AppState) => state.askChanges;
