import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type FieldName } from '../../store/fields.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { Boundary, Tried } from '../../sweep/ask/boundary.ts';
import { askableFields, soughtOf } from '../../sweep/ask/question.ts';
import type { SmallestChange } from '../../sweep/ask/smallest-change.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { formatCount, formatShare } from '../../units.ts';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { useSteadyPlan } from './use-steady-plan.ts';
import { outcomeText, valueText } from './words.ts';

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
    <section aria-label="What is just enough" className={styles.square}>
      {field && (
        <Select
          label="Ask for"
          value={field}
          onChange={chooseQuestion}
          options={askable.map((name) => ({
            value: name,
            label: `${QUESTIONS[name] ?? `${soughtOf(name) === 'smallest' ? 'Smallest' : 'Largest'} ${FIELDS[name].label.toLowerCase()}`}`,
            aside: FIELDS[name].qemuName ?? '',
          }))}
        />
      )}
      <div className={styles.actions}>
        <Button onPress={askHere} isDisabled={square === null} variant="primary">
          Ask here
        </Button>
        {status === 'running' && <Button onPress={stopAsking}>Stop</Button>}
      </div>
      <p role="status" className={styles.lead}>
        {status === 'running'
          ? `${formatCount(runs)} runs made, page by page.`
          : status === 'idle' && square === null
            ? ''
            : status === 'ready'
              ? `Proved by ${formatCount(runs)} runs, page by page.`
              : ''}
      </p>
      {asked?.question && boundary && (
        <BoundaryAnswer boundary={boundary} field={asked.question.field} find={asked.question.find} />
      )}
      {cause === null && <p>The run at this square succeeds as it stands.</p>}
      {cause && (
        <>
          <h3 className={styles.set}>Why it does not succeed here</h3>
          <p>
            <b>{cause.name.charAt(0).toUpperCase() + cause.name.slice(1)}.</b> {cause.sentence}
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
  const { holds, fails, status, exceptions, keptAtLeast } = boundary;
  const seeds = holds?.runs.length ?? 1;
  return (
    <>
      <p className={styles.answer}>{holds ? valueText(field, holds.value) : 'Never'}</p>
      <p className={styles.lead}>
        {status === 'never'
          ? `No ${FIELDS[field].label.toLowerCase()} on this axis is enough.`
          : `${find === 'smallest' ? 'The smallest' : 'The largest'} ${FIELDS[field].label.toLowerCase()} that works${status === 'all hold' ? ': all of this axis does' : ''}${seeds > 1 ? ` in ${seeds} of ${seeds} seeds, so in at least ${formatShare(keptAtLeast)} with 95 % confidence` : ''}.`}
        {exceptions.length > 0 &&
          ` Beyond it ${exceptions.map(({ value }) => valueText(field, value)).join(', ')} fails all the same.`}
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
      <Button
        variant="quiet"
        aria-label={`Open the run with ${valueText(field, tried.value)}`}
        onPress={() => {
          openAnswer(tried.scenarios[shown]!);
          showLab();
        }}
      >
        Open
      </Button>
    </li>
  );
}

function Changes({ changes }: { readonly changes: readonly SmallestChange[] }) {
  const { openAnswer } = useAppStore().getState();
  return (
    <>
      <h3 className={styles.set}>What else would have done it</h3>
      <p className={styles.lead}>
        The smallest change of each by itself: it was run and succeeds, and one hundredth less fails.
      </p>
      <ul className={styles.proof}>
        {changes.map(({ field, from, to, scenario }) => (
          <li key={field}>
            <b>{FIELDS[field].label}</b>
            <span>{to === null ? 'alone does not help' : `${valueText(field, from)} → ${valueText(field, to)}`}</span>
            {scenario && (
              <Button
                variant="quiet"
                aria-label={`Open the run with ${FIELDS[field].label} ${valueText(field, to)}`}
                onPress={() => {
                  openAnswer(scenario);
                  showLab();
                }}
              >
                Open
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** As an operator asks; any other axis by its name. */
const QUESTIONS: Readonly<Partial<Record<FieldName, string>>> = {
  'downtime-limit': 'Smallest downtime limit',
  linkBytesPerSecond: 'Least link speed',
  'max-bandwidth': 'Least bandwidth cap',
  writesPerSecond: 'Highest write rate',
  ramBytes: 'Largest guest',
  'max-cpu-throttle': 'Least throttle',
};

const placeInState = (state: AppState) => state.sweepPlace;
const fieldOf = (state: AppState) => state.askField;
const askedOf = (state: AppState) => state.askedAt;
const statusOf = (state: AppState) => state.askStatus;
const runsOf = (state: AppState) => state.askRuns;
const boundaryOf = (state: AppState) => state.askBoundary;
const causeOf = (state: AppState) => state.askCause;
const changesOf = (state: AppState) => state.askChanges;
