import { useRef, useState } from 'react';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { DropZone } from '../../../ui/drop-zone.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { tableOpener } from '../../take-away/table-opener.ts';
import { openGivenFile } from './open-given-file.ts';
import styles from './real-run.module.css';
import { RecordingDetails } from './recording-details.tsx';
import { fetchRecording, type OfferedRecording, type Shipped, useShippedRecordings } from './shipped-recordings.ts';

/** A real migration to lay over the run: choose one that comes with the app, or drop a file. */
export function RealRunPanel() {
  const recording = useApp(recordingOf);
  const isPredicting = useApp(isPredictingOf);
  const store = useAppStore();
  const shipped = useShippedRecordings();
  const { fetching, open } = useOpenShipped();
  const work = isPredicting ? t('Computing the prediction.') : fetching && t('Fetching {name}.', { name: fetching });
  return (
    <Panel title={t('Compare with real QEMU')}>
      <div className={styles.stack}>
        <Choice shipped={shipped} chosen={recording?.trace.name ?? null} onChoose={open} />
        <p role="status" className={styles.work}>
          {work}
        </p>
        {recording && <RecordingDetails recording={recording} />}
        <DropZone
          label={t('Drop a recording or a scenario here')}
          accept={['.json', 'application/json']}
          onFiles={(files) => files[0] && void openGivenFile(files[0], store.getState(), tableOpener(store))}
        />
      </div>
    </Panel>
  );
}

const recordingOf = (state: AppState) => state.recording;
const isPredictingOf = (state: AppState) => state.isPredicting;

interface ChoiceProps {
  readonly shipped: Shipped;
  /** Name of the recording that is open, shipped or not. */
  readonly chosen: string | null;
  readonly onChoose: (recording: OfferedRecording) => void;
}

function Choice({ shipped, chosen, onChoose }: ChoiceProps) {
  if (shipped.kind === 'fetching') return null;
  if (shipped.kind === 'missing')
    return (
      <p className={styles.words}>
        {t('The recordings that come with the app cannot be fetched ({why}). Drop a recording file instead.', {
          why: shipped.why,
        })}
      </p>
    );
  const { recordings } = shipped;
  const open = recordings.find(({ name }) => name === chosen);
  return (
    <Select
      label={t('Recorded migration')}
      value={open?.name ?? null}
      onChange={(name) => onChoose(recordings.find((recording) => recording.name === name)!)}
      options={recordings.map(({ name, offered }) => ({ value: name, label: name, detail: t(offered) }))}
      placeholder={chosen ?? t('Choose one of {count}', { count: recordings.length })}
      help={
        open
          ? t(open.offered)
          : chosen
            ? null
            : t('Migrations of QEMU 7.2 between two processes, laid over what is predicted for them.')
      }
    />
  );
}

/** Fetches a recording and opens it. When two are asked for, the later one counts. */
function useOpenShipped() {
  const store = useAppStore();
  const newest = useRef<OfferedRecording | null>(null);
  const [fetching, setFetching] = useState<string | null>(null);
  async function open(recording: OfferedRecording) {
    newest.current = recording;
    setFetching(recording.name);
    try {
      const text = await fetchRecording(recording.file);
      if (newest.current === recording) await store.getState().openRecording(text, recording.file);
    } catch (error) {
      store.getState().report('file', t('This recording cannot be fetched.'), error);
    } finally {
      if (newest.current === recording) setFetching(null);
    }
  }
  return { fetching, open: (recording: OfferedRecording) => void open(recording) };
}
