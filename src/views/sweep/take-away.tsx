import { Copy, Download } from 'lucide-react';
import { t } from '../../language/t.ts';
import { planFile } from '../../store/sweep-link.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { csvOf, dictionaryOf, jsonOf, parquetOf } from '../../sweep/study/results-file.ts';
import type { Row } from '../../sweep/study/row.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/toasts.tsx';
import { fileName, saveFile } from '../save-file.ts';
import styles from './sweep.module.css';
import { RESULTS } from './tables.ts';

/** What was confirmed page by page and its plan, as files; and the command line that makes the same. */
export function TakeAway({ plan }: { readonly plan: Plan }) {
  const { sweepResults } = useAppStore();
  const save = async (kind: FileKind): Promise<void> => {
    try {
      const rows = [...sweepResults.latest().rows.values()];
      saveFile(fileName(plan.name, ENDINGS[kind]), TYPES[kind], await CONTENTS[kind](plan, rows));
    } catch (error) {
      notify({ kind: 'error', title: t('The file could not be made.'), text: String(error) });
    }
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(commandLine(plan));
      notify({ kind: 'info', text: t('The command line is in the clipboard; save the plan beside it.') });
    } catch {
      notify({ kind: 'error', title: t('The browser did not allow the copy.'), text: commandLine(plan) });
    }
  };
  return (
    <div className={styles.actions}>
      <Menu
        label={t('Save the runs as')}
        items={RESULTS.map(({ id, label, detail }) => ({ id, label: t(label), detail: t(detail) }))}
        onAction={(kind) => void save(kind)}
      >
        <Button>
          <Download aria-hidden size="1em" />
          {t('Save runs')}
        </Button>
      </Menu>
      <Button onPress={() => void save('plan')}>
        <Download aria-hidden size="1em" />
        {t('Save plan')}
      </Button>
      <Button onPress={() => void copy()}>
        <Copy aria-hidden size="1em" />
        {t('Copy command line')}
      </Button>
    </div>
  );
}

type FileKind = 'csv' | 'json' | 'parquet' | 'dictionary' | 'plan';

const ENDINGS: Readonly<Record<FileKind, string>> = {
  csv: 'csv',
  json: 'json',
  parquet: 'parquet',
  dictionary: 'columns.md',
  plan: 'plan.json',
};
const TYPES: Readonly<Record<FileKind, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  dictionary: 'text/markdown',
  plan: 'application/json',
};
type Content = string | Uint8Array<ArrayBuffer>;
const CONTENTS: Readonly<Record<FileKind, (plan: Plan, rows: readonly Row[]) => Content | Promise<Content>>> = {
  csv: csvOf,
  json: jsonOf,
  parquet: parquetOf,
  dictionary: dictionaryOf,
  plan: planText,
};

function planText(plan: Plan): string {
  return `${JSON.stringify(planFile(plan), null, 2)}\n`;
}

/** The same runs on the command line, of the plan as it is saved here. */
const commandLine = ({ name }: Plan): string =>
  `npm run -s cli -- sweep ${fileName(name, ENDINGS.plan)} --out ${fileName(name, ENDINGS.csv)}`;
