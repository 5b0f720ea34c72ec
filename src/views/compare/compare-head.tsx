import { ChevronDown, Copy } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import type { Alignment } from '../../store/alignment.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { incomparable } from '../../sweep/incomparable.ts';
import { tableAsMarkdown, tableAsText } from '../../sweep/outcome-tables.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/toasts.tsx';
import { TakeAwayButton } from '../take-away/take-away-button.tsx';
import { AddVariant } from './add-variant.tsx';
import styles from './compare.module.css';
import { rowsOf } from './outcome-table.tsx';
import { commonOf, limitWords, numberWord, questionNow } from './question.ts';

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
          {variants.length > 0 && `${capital(numberWord(variants.length))} ${isOpening ? 'answers' : 'variants'}`}
          {common.length > 0 && ' on '}
          {common.map(({ what, detail }, i) => (
            <Fragment key={what}>
              {i > 0 && ', '}
              <b>{what}</b>
              {` (${detail})`}
            </Fragment>
          ))}
          {`. ${limitWords(scenarios)}`}
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

function AlignBy() {
  const alignment = useApp(alignmentOf);
  const { alignBy } = useAppStore().getState();
  return (
    <Menu label="Align by" items={ALIGNMENTS} selected={alignment} onAction={alignBy}>
      <Button>
        {`Align by ${alignment}`}
        <ChevronDown aria-hidden size="1em" />
      </Button>
    </Menu>
  );
}

const ALIGNMENTS: readonly { id: Alignment; label: string; detail: string }[] = [
  { id: 'time', label: 'Time', detail: 'All stand at the same simulated time' },
  { id: 'pass', label: 'Pass', detail: 'All stand equally far in the same pass over RAM' },
  { id: 'bytes', label: 'Bytes', detail: 'All have sent the same number of bytes' },
];

function CopyTable() {
  const store = useAppStore();
  const copy = async (form: 'markdown' | 'text') => {
    const rows = rowsOf(store.getState().variants);
    try {
      await navigator.clipboard.writeText(form === 'markdown' ? tableAsMarkdown(rows) : tableAsText(rows));
      notify({ kind: 'info', text: 'The table is in the clipboard.' });
    } catch {
      notify({
        kind: 'error',
        title: 'The browser did not allow the copy.',
        text: 'Mark the table and copy it by hand.',
      });
    }
  };
  return (
    <Menu label="Copy the table as" items={FORMS} onAction={(form) => void copy(form)}>
      <Button>
        <Copy aria-hidden size="1em" />
        Copy table
      </Button>
    </Menu>
  );
}

const FORMS = [
  { id: 'markdown', label: 'Markdown', detail: 'For an issue or a wiki' },
  { id: 'text', label: 'Plain text', detail: 'At most 72 columns, for a mail' },
] as const;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const variantsOf = (state: AppState) => state.variants;
const isOpeningOf = (state: AppState) => state.isOpeningQuestion;
const alignmentOf = (state: AppState) => state.alignment;
