import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ExplainedDecision, PageBiography } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Beside, VariantRun } from '../../store/compare-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { formatCount } from '../../units.ts';
import { BiographyEvents, LostStory } from '../lab/biography-events.tsx';
import { standing } from '../lab/biography-words.ts';
import inspectorStyles from '../lab/decision-inspector.module.css';
import { Check } from '../lab/decision-inspector.tsx';
import styles from './beside-dialog.module.css';

/** Two decisions, or what a page went through in one or two runs, next to each other. */
export function BesideDialog() {
  const beside = useApp(besideOf);
  const variants = useApp(variantsOf);
  const { closeBeside } = useAppStore().getState();
  if (!beside) return null;
  const runs = beside.ids.map((id) => variants.find(({ variant }) => variant.id === id));
  return (
    <Dialog title={titleOf(beside, runs)} isOpen size="wide" onClose={closeBeside}>
      {beside.kind === 'decision' && <DecisionSteps index={beside.index} runs={runs} />}
      {beside.kind === 'page' && runs.length === 1 && <LostStretches entry={runs[0]} slot={beside.slot} />}
      <div className={styles.sides} data-sides={runs.length}>
        {runs.map((entry, side) => (
          <section key={beside.ids[side]} className={styles.side} aria-label={t(entry?.variant.title ?? '')}>
            <h3 className={styles.name}>
              {runs.length > 1 && <b>{['A', 'B'][side]}</b>}
              {t(entry?.variant.title ?? '')}
            </h3>
            {beside.kind === 'decision' ? (
              <Decision decision={beside.sides ? beside.sides[side]! : undefined} />
            ) : (
              <Biography
                biography={beside.sides ? beside.sides[side]! : undefined}
                devices={entry?.variant.scenario.devices ?? []}
              />
            )}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function titleOf(beside: Beside, runs: readonly (VariantRun | undefined)[]): string {
  if (beside.kind === 'decision') return t('Decision {number}, side by side', { number: beside.index + 1 });
  const block = runs[0]?.run?.layout.blocks.findLast(({ firstSlot }) => firstSlot <= beside.slot);
  return block
    ? t('Page {number} of {block}', { number: beside.slot - block.firstSlot, block: block.name })
    : t('Page');
}

/** `undefined` while it is fetched, null when the run has none. */
function Decision({ decision }: { readonly decision: ExplainedDecision | null | undefined }) {
  if (decision === undefined) return <p className={styles.none}>{t('It is being fetched.')}</p>;
  if (decision === null)
    return <p className={styles.none}>{t('This run has ended before, or was never let through.')}</p>;
  return (
    <>
      <p className={styles.heading}>{decision.title}</p>
      <p className={styles.none}>
        <Sentence
          of="at {time}, {source}"
          parts={{ time: `${formatCount(decision.atMs)} ms`, source: <code>{decision.source}</code> }}
        />
      </p>
      <ol className={inspectorStyles.checks}>
        {decision.checks.map((check) => (
          <Check key={check.id} check={check} showsSource={check.decisive} />
        ))}
      </ol>
      <p className={inspectorStyles.then}>
        <b>{t('Then')}</b> {decision.consequence}
      </p>
    </>
  );
}

function DecisionSteps({
  index,
  runs,
}: {
  readonly index: number;
  readonly runs: readonly (VariantRun | undefined)[];
}) {
  const { showDecisions } = useAppStore().getState();
  const most = Math.max(0, ...runs.map((entry) => entry?.run?.decisionMs.length ?? 0));
  return (
    <div className={styles.steps}>
      <IconButton
        label={t('Previous decision')}
        icon={<ChevronLeft />}
        isDisabled={index === 0}
        onPress={() => showDecisions(index - 1)}
      />
      <IconButton
        label={t('Next decision')}
        icon={<ChevronRight />}
        isDisabled={index >= most - 1}
        onPress={() => showDecisions(index + 1)}
      />
    </div>
  );
}

interface BiographyProps {
  readonly biography: PageBiography | null | undefined;
  readonly devices: readonly VfioDevice[];
}

function Biography({ biography, devices }: BiographyProps) {
  if (biography === undefined)
    return <p className={styles.none}>{t('The run is made once more with an eye on this page.')}</p>;
  if (biography === null) return <p className={styles.none}>{t('It could not be told.')}</p>;
  return (
    <>
      <LostStory biography={biography} devices={devices} />
      <p className={styles.none}>{standing(biography)}</p>
      <BiographyEvents biography={biography} devices={devices} />
    </>
  );
}

/** The stretches of lost pages of a run; a click tells of the first page of one. */
function LostStretches({ entry, slot }: { readonly entry: VariantRun | undefined; readonly slot: number }) {
  const { showPage } = useAppStore().getState();
  const audit = entry?.run?.timeline.outcome?.audit;
  if (!entry || !audit || audit.ranges.length === 0) return null;
  return (
    <div className={styles.lost}>
      <p>{audit.explanation}</p>
      <ul className={styles.stretches} aria-label={t('Lost pages')}>
        {audit.ranges.slice(0, FIRST_SHOWN).map(({ block, fromPage, toPage, fromSlot }) => (
          <li key={fromSlot}>
            <button
              type="button"
              aria-pressed={slot === fromSlot}
              onClick={() => showPage([entry.variant.id], fromSlot)}
            >
              {toPage - fromPage === 1
                ? `${block} page ${formatCount(fromPage)}`
                : `${block} pages ${formatCount(fromPage)} to ${formatCount(toPage - 1)}`}
            </button>
          </li>
        ))}
      </ul>
      {audit.ranges.length > FIRST_SHOWN && (
        <p
          className={styles.none}
        >{`${formatCount(audit.ranges.length - FIRST_SHOWN)} more stretches are in the Lab.`}</p>
      )}
    </div>
  );
}

const FIRST_SHOWN = 8;

const besideOf = (state: AppState) => state.beside;
const variantsOf = (state: AppState) => state.variants;
