import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { tableOpener } from '../take-away/table-opener.ts';
import styles from './file-drop.module.css';

/** Takes a scenario or a recording that is dropped anywhere on the window, and says so while one hovers. */
export function FileDrop() {
  const store = useAppStore();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault(); // else the browser opens the file in the app's place
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false); // out of the window, not from one element to the next
    };
    const onDrop = async (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !carriesFile(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      const { openGivenFile } = await import('./scenario/open-given-file.ts');
      await openGivenFile(file, store.getState(), tableOpener(store));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [store]);
  if (!isOver) return null;
  return (
    <div className={styles.veil} aria-hidden>
      <p>
        <FileUp size="1.5em" />
        {t('Drop a scenario, a recording of a real migration, a measured dirty curve or a table that was saved here')}
      </p>
    </div>
  );
}
