import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { PRESETS, type Preset } from '../../../store/fields.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Select } from '../../../ui/select.tsx';
import styles from './scenario.module.css';

/** Scenarios worth seeing, one line each; and whether the scenario is still one of them. */
export function PresetPicker() {
  const scenario = useApp(scenarioOf);
  const isRecorded = useApp(isOfRecording);
  const { choosePreset } = useAppStore().getState();
  const source = presetNamed(scenario.name);
  const chosen = source && isSame(source.scenario, scenario) ? source : undefined;
  return (
    <div>
      <Select
        label={t('Preset')}
        isLabelHidden
        value={chosen?.id ?? null}
        onChange={(id) => choosePreset(PRESETS.find((preset) => preset.id === id)!)}
        options={options()}
        placeholder={
          source ? t('{preset} (edited)', { preset: t(source.title) }) : scenario.name || t('A scenario of your own')
        }
        help={chosen ? t(chosen.teaches) : helpOf(source !== undefined, isRecorded)}
      />
      {source && !chosen && (
        <button type="button" className={styles.link} onClick={() => choosePreset(source)}>
          {t('Back to the preset')}
        </button>
      )}
    </div>
  );
}

const scenarioOf = (state: AppState) => state.scenario;

const isOfRecording = ({ recording, scenario }: AppState) => recording?.prediction.scenario?.name === scenario.name;

function helpOf(isEdited: boolean, isRecorded: boolean): string | null {
  if (isEdited) return null;
  return isRecorded ? t('From the recording below.') : t('Not one of the presets.');
}

const SECTIONS: Record<Preset['about'], () => string> = {
  start: () => t('To begin with'),
  guest: () => t('Guest and link'),
  management: () => t('Tools that manage guests'),
  devices: () => t('Devices and releases'),
  rules: () => t('Rules for a device that nobody tracks'),
};

const options = () =>
  PRESETS.map(({ id, title, teaches, about }) => ({
    value: id,
    label: t(title),
    detail: t(teaches),
    section: SECTIONS[about](),
  }));

/** A scenario keeps its name while it is edited, in a link and in a file too. */
const presetNamed = (name: string): Preset | undefined => PRESETS.find(({ scenario }) => scenario.name === name);

/** A preset that came by a link or a file, or whose change was taken back by hand, is the preset. */
const isSame = (a: Scenario, b: Scenario): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
