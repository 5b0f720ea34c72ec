import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone as AriaDropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components';
import { t } from '../language/t.ts';
import { Button } from './button.tsx';
import styles from './drop-zone.module.css';

export interface DropZoneProps {
  /** What may be dropped: `Drop a trace here`. */
  readonly label: string;
  /** On the button that opens the file picker. */
  readonly buttonLabel?: string;
  /** Types for the file picker: `['.json', 'application/json']`. A dropped file is not held back by it: look at it. */
  readonly accept?: readonly string[];
  readonly allowsMultiple?: boolean;
  /** Never empty. */
  readonly onFiles: (files: File[]) => void;
  readonly children?: ReactNode;
}

/** Takes files by drag and drop, by paste and by a file picker. */
export function DropZone(props: DropZoneProps) {
  const { label, buttonLabel = t('Choose a file'), accept, allowsMultiple = false, onFiles, children } = props;
  const take = (files: File[]) => files.length > 0 && onFiles(allowsMultiple ? files : files.slice(0, 1));
  return (
    <AriaDropZone
      className={styles.zone ?? ''}
      onDrop={async ({ items }) => {
        const dropped = items.filter((item): item is FileDropItem => item.kind === 'file');
        take(await Promise.all(dropped.map((item) => item.getFile())));
      }}
    >
      <FileUp aria-hidden size="1.25em" className={styles.icon} />
      <Text slot="label">{label}</Text>
      {children}
      <FileTrigger
        allowsMultiple={allowsMultiple}
        onSelect={(files) => take([...(files ?? [])])}
        {...(accept ? { acceptedFileTypes: accept } : {})}
      >
        <Button>{buttonLabel}</Button>
      </FileTrigger>
    </AriaDropZone>
  );
}
