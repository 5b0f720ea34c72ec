import { Download, FolderOpen, Redo2, Undo2 } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { t } from '../../../language/t.ts';
import { canRedo, canUndo } from '../../../store/selectors.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { tableOpener } from '../../take-away/table-opener.ts';
import { openGivenFile } from './open-given-file.ts';
import { saveScenario } from './save-scenario.ts';
import styles from './scenario.module.css';

/** Undo, redo, open, save. */
export function ScenarioTools() {
  const store = useAppStore();
  const { undo, redo } = store.getState();
  const hasPast = useApp(canUndo);
  const hasFuture = useApp(canRedo);
  return (
    <div className={styles.tools}>
      <IconButton label={t('Undo')} icon={<Undo2 />} isDisabled={!hasPast} onPress={undo} />
      <IconButton label={t('Redo')} icon={<Redo2 />} isDisabled={!hasFuture} onPress={redo} />
      <FileTrigger
        acceptedFileTypes={['.json', 'application/json', '.csv', 'text/csv']}
        onSelect={(files) => files?.[0] && void openGivenFile(files[0], store.getState(), tableOpener(store))}
      >
        <IconButton label={t('Open a scenario file')} icon={<FolderOpen />} />
      </FileTrigger>
      <IconButton
        label={t('Save the scenario as a file')}
        icon={<Download />}
        onPress={() => saveScenario(store.getState().scenario)}
      />
    </div>
  );
}
