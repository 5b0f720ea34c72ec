import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../units.ts';
import { CopyButton } from '../lab/copy-button.tsx';
import { fileName, saveFile } from '../save-file.ts';
import { LongText } from './long-text.tsx';
import styles from './take-away.module.css';

export interface TextTabProps {
  readonly about: string;
  /** Begins the sentence that says it was copied: `The trace`. */
  readonly label: string;
  readonly name: string;
  /** How the file's name ends. */
  readonly file: string;
  readonly text: () => string;
  /** Too long to be read or copied: only its size is shown. */
  readonly isLong?: boolean;
}

/** A text that is copied or saved. */
export function TextTab({ about, label, name, file, text, isLong = false }: TextTabProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is taken away does not change while it is shown
  const made = useMemo(text, []);
  return (
    <div className={styles.tab}>
      <p className={styles.note}>{about}</p>
      <div className={styles.actions}>
        {!isLong && <CopyButton what={label} text={() => made} />}
        <Button
          onPress={() =>
            saveFile(fileName(name, file), file.endsWith('json') ? 'application/json' : 'text/plain', made)
          }
        >
          <Download aria-hidden size="1em" />
          {isLong ? t('Save the trace, {size}', { size: formatBytes(made.length) }) : t('Save')}
        </Button>
      </div>
      {!isLong && <LongText label={label} text={made} />}
    </div>
  );
}
