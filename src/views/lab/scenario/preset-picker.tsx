import type { AppState } from '../../../store/app-store.ts';
import { PRESETS, type Preset } from '../../../store/scenario-fields.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Select } from '../../../ui/select.tsx';
import styles from './scenario.module.css';

/** Scenarios worth seeing, one line each; and whether the scenario is still one of them. */
export function PresetPicker() {
  const presetId = useApp(presetIdOf);
  const name = useApp(nameOf);
  const isRecorded = useApp(isOfRecording);
  const { choosePreset } = useAppStore().getState();
  const chosen = PRESETS.find(({ id }) => id === presetId);
  const source = chosen ?? presetNamed(name);
  return (
    <div>
      <Select
        label="Preset"
        isLabelHidden
        value={presetId}
        onChange={(id) => choosePreset(id)}
        options={OPTIONS}
        placeholder={source ? `${source.title} (edited)` : name || 'A scenario of your own'}
        help={chosen?.teaches ?? (source ? null : isRecorded ? 'From the recording below.' : 'Not one of the presets.')}
      />
      {source && !chosen && (
        <button type="button" className={styles.link} onClick={() => choosePreset(source.id)}>
          Back to the preset
        </button>
      )}
    </div>
  );
}

const presetIdOf = (state: AppState) => state.presetId;
const nameOf = (state: AppState) => state.scenario.name;

const isOfRecording = ({ recording, scenario }: AppState) => recording?.prediction.scenario?.name === scenario.name;

const OPTIONS = PRESETS.map(({ id, title, teaches }) => ({ value: id, label: title, detail: teaches }));

/** A scenario keeps its name while it is edited, in a link and in a file too. */
const presetNamed = (name: string): Preset | undefined => PRESETS.find(({ scenario }) => scenario.name === name);
