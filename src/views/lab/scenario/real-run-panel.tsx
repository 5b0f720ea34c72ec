import { useRef, useState } from 'react';
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
  const work = isPredicting ? 'Computing the prediction.' : fetching && `Fetching ${fetching}.`;
  return (
    <Panel title="Compare with real QEMU">
      <div className={styles.stack}>
        <Choice shipped={shipped} chosen={recording?.trace.name ?? null} onChoose={open} />
        <p role="status" className={styles.work}>
          {work}
        </p>
        {recording && <RecordingDetails recording={recording} />}
        <DropZone
          label="Drop a recording or a scenario here"
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
        The recordings that come with the app cannot be fetched ({shipped.why}). Drop a recording file instead.
      </p>
    );
  const { recordings } = shipped;
  const open = recordings.find(({ name }) => name === chosen);
  return (
    <Select
      label="Recorded migration"
      value={open?.name ?? null}
      onChange={(name) => onChoose(recordings.find((recording) => recording.name === name)!)}
      options={recordings.map(({ name, offered }) => ({ value: name, label: name, detail: offered }))}
      placeholder={chosen ?? `Choose one of ${recordings.length}`}
      help={
        open?.offered ??
        (chosen ? null : 'Migrations of QEMU 7.2 between two processes, laid over what is predicted for them.')
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
      store.getState().report('file', 'This recording cannot be fetched.', error);
    } finally {
      if (newest.current === recording) setFetching(null);
    }
  }
  return { fetching, open: (recording: OfferedRecording) => void open(recording) };
}
