import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import type { TakenFigure } from '../../takeaway/figures.ts';
import { MADE_AGAIN } from '../../takeaway/table.ts';
import { csvOf, jsonOf } from '../../takeaway/table-file.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { notify } from '../../ui/toasts.tsx';
import { pngOf } from '../png-of.ts';
import { fileName, saveFile } from '../save-file.ts';
import styles from './take-away.module.css';

export interface FiguresTabProps {
  /** Begins the name of every file. */
  readonly name: string;
  readonly figures: readonly TakenFigure[];
  /** Whether curves are logarithmic; left out where there is no such choice. */
  readonly isLog?: boolean;
  readonly onLog?: (isLog: boolean) => void;
}

/** One figure, as it will be saved, and what it can be saved as. */
export function FiguresTab({ name, figures, isLog = false, onLog }: FiguresTabProps) {
  const theme = useColourScheme();
  const [id, setId] = useState(figures[0]!.id);
  const figure = figures.find((each) => each.id === id) ?? figures[0]!;
  const picture = useMemo(() => figure.picture?.(theme) ?? null, [figure, theme]);
  const [only] = figure.tables.length === 1 ? figure.tables : [];
  const save = async (ending: string, type: string, content: () => string | Blob | Promise<Blob>): Promise<void> => {
    try {
      saveFile(fileName(`${name} ${figure.id}`, ending), type, await content());
    } catch (error) {
      notify({ kind: 'error', title: t('The file could not be made.'), text: String(error) });
    }
  };
  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <Select
          label={t('Figure')}
          value={figure.id}
          onChange={setId}
          options={figures.map((each) => ({ value: each.id, label: each.title }))}
        />
        {onLog && LOGARITHMIC.has(figure.id) && <Switch label={t('Log scale')} value={isLog} onChange={onLog} />}
      </div>
      <div className={styles.actions}>
        {picture && (
          <>
            <Button onPress={() => void save('svg', 'image/svg+xml', () => picture.svg)}>
              <Download aria-hidden size="1em" />
              <span translate="no">SVG</span>
            </Button>
            <Button onPress={() => void save('png', 'image/png', () => pngOf(picture.svg, picture))}>
              <Download aria-hidden size="1em" />
              <span translate="no">PNG</span>
            </Button>
          </>
        )}
        {only && (
          <Button onPress={() => void save('csv', 'text/csv', () => csvOf(only))}>
            <Download aria-hidden size="1em" />
            <span translate="no">CSV</span>
          </Button>
        )}
        <Button onPress={() => void save('json', 'application/json', () => jsonOf(...figure.tables))}>
          <Download aria-hidden size="1em" />
          <span translate="no">JSON</span>
        </Button>
      </div>
      <p className={styles.note}>
        {!only
          ? t('What it shows are several tables: as JSON they are in one file, as CSV each figure has its own.')
          : MADE_AGAIN[only.kind]
            ? t(
                'A CSV file can be dropped on the Lab again: it then says what it is, opens its run and compares every number.',
              )
            : t('A CSV file can be dropped on the Lab again: it then says what it is.')}
      </p>
      {picture ? (
        <img
          className={styles.picture}
          alt={t('{figure}, as it will be saved. {caption}', { figure: figure.title, caption: figure.caption })}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`}
          width={picture.width}
          height={picture.height}
        />
      ) : (
        <p>{figure.caption}</p>
      )}
    </div>
  );
}

const LOGARITHMIC: ReadonlySet<string> = new Set(['timeline', 'curve']);
