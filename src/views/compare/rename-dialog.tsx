import { useState } from 'react';
import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './add-variant.module.css';

export interface RenameDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** Gives a variant another title. */
export function RenameDialog({ id, title, onClose }: RenameDialogProps) {
  const { renameVariant } = useAppStore().getState();
  const [text, setText] = useState(title);
  return (
    <Dialog title={t('Rename this variant')} isOpen onClose={onClose}>
      <form
        className={styles.editor}
        onSubmit={(event) => {
          event.preventDefault();
          renameVariant(id, text);
          onClose();
        }}
      >
        <div className={styles.typed}>
          <label htmlFor="variant-title">{t('Title')}</label>
          <input
            id="variant-title"
            value={text}
            maxLength={60}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <Button type="submit" variant="primary" isDisabled={text.trim() === ''}>
          {t('Rename')}
        </Button>
      </form>
    </Dialog>
  );
}
