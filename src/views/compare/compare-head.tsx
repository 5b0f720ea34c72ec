import { ChevronDown, Copy } from 'lucide-react';
import { Fragment, type ReactNode, useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { incomparable } from '../../sweep/incomparable.ts';
import { tableAsMarkdown, tableAsText } from '../../sweep/outcome-tables.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { notify } from '../../ui/toasts.tsx';
import { TakeAwayButton } from '../take-away/take-away-button.tsx';
import { AddVariant } from './add-variant.tsx';
import styles from './compare.module.css';
import { rowsOf } from './outcome-table.tsx';
import { commonOf, limitWords, numberWord, questionNow } from './question.ts';
import { ALIGNMENTS, FORMS } from './tables.ts';

/** The question, what its answers have in common, and what can be done with all of them. */
export function CompareHead() {
  const variants = useApp(variantsOf);
  const isOpening = useApp(isOpeningOf);
  const all = useMemo(() => variants.map(({ variant }) => variant), [variants]);
  const scenarios = useMemo(() => all.map(({ scenario }) => scenario), [all]);
  const common = useMemo(() => commonOf(scenarios), [scenarios]);
  const refused = useMemo(() => (all.length > 0 ? incomparable(all) : null), [all]);
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.question}>{questionNow(variants, isOpening)}</h1>
        <p className={styles.common}>
          {variants.length > 0 && (
            <Answers
              count={variants.length}
              isQuestion={isOpening}
              common={
                common.length > 0 &&
                common.map(({ what, detail }, i) => (
                  <Fragment key={what}>
                    {i > 0 && ', '}
                    <b>{what}</b>
                    {` (${detail})`}
                  </Fragment>
                ))
              }
            />
          )}
          {` ${limitWords(scenarios)}`}
        </p>
        {refused && (
          <p role="status" className={styles.refused}>
            {refused.reason}
          </p>
        )}
      </div>
      <div className={styles.actions}>
        <AddVariant />
        <AlignBy />
        <CopyTable />
        <TakeAwayButton of="compare" isDisabled={variants.every(({ run }) => run === null)} />
      </div>
    </header>
  );
}

interface AnswersProps {
  readonly count: number;
  readonly isQuestion: boolean;
  /** False: they have nothing in common. */
  readonly common: ReactNode;
}

/** How many there are, and what they have in common. */
function Answers({ count, isQuestion, common }: AnswersProps) {
  const parts = { count: capital(numberWord(count)), common };
  if (count === 1) return common ? <Sentence of="One variant on {common}." parts={parts} /> : t('One variant.');
  if (isQuestion)
    return common ? (
      <Sentence of="{count} answers on {common}." parts={parts} />
    ) : (
      t('{count} answers.', { count: parts.count })
    );
  return common ? (
    <Sentence of="{count} variants on {common}." parts={parts} />
  ) : (
    t('{count} variants.', { count: parts.count })
  );
}

function AlignBy() {
  const alignment = useApp(alignmentOf);
  const { alignBy } = useAppStore().getState();
  return (
    <Menu
      label={t('Align by')}
      items={ALIGNMENTS.map((each) => ({ id: each.id, label: t(each.label), detail: t(each.detail) }))}
      selected={alignment}
      onAction={alignBy}
    >
      <Button>
        {t(ALIGNMENTS.find(({ id }) => id === alignment)!.title)}
        <ChevronDown aria-hidden size="1em" />
      </Button>
    </Menu>
  );
}

function CopyTable() {
  const store = useAppStore();
  const copy = async (form: 'markdown' | 'text') => {
    const rows = rowsOf(store.getState().variants);
    try {
      await navigator.clipboard.writeText(form === 'markdown' ? tableAsMarkdown(rows) : tableAsText(rows));
      notify({ kind: 'info', text: t('The table is in the clipboard.') });
    } catch {
      notify({
        kind: 'error',
        title: t('The browser did not allow the copy.'),
        text: t('Mark the table and copy it by hand.'),
      });
    }
  };
  return (
    <Menu
      label={t('Copy the table as')}
      items={FORMS.map(({ id, label, detail }) => ({ id, label: t(label), detail: t(detail) }))}
      onAction={(form) => void copy(form)}
    >
      <Button>
        <Copy aria-hidden size="1em" />
        {t('Copy table')}
      </Button>
    </Menu>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const variantsOf = (state: AppState) => state.variants;
const isOpeningOf = (state: AppState) => state.isOpeningQuestion;
const alignmentOf = (state: AppState) => state.alignment;
