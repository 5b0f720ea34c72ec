import type { VfioDevice } from '../../../engine/scenario.ts';
import type { AppState } from '../../../store/app-store.ts';
import { useApp } from '../../../store/use-app.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import styles from './device-group.module.css';
import { trackerWords, verdictWords } from './tracking.ts';

/** Who tracks the device in the run on the screen, why, and what QEMU said when it was added. */
export function DeviceTracker({ device, index }: { readonly device: VfioDevice; readonly index: number }) {
  const release = useApp(releaseOf);
  const admitted = useApp(admittedOf)?.[index];
  if (!admitted || admitted.device !== device.name) return null; // the run on the screen is of other devices
  return (
    <div className={styles.tracker}>
      <p>
        <Sentence
          of="Tracked in {release} by {tracker}."
          parts={{ release, tracker: <strong>{trackerWords(admitted.tracker)}</strong> }}
        />{' '}
        {admitted.reason}
      </p>
      <p>
        {verdictWords(admitted.verdict)} {admitted.message && <code>{admitted.message}</code>}
      </p>
    </div>
  );
}

const releaseOf = ({ run }: AppState) => run?.timeline.release;
const admittedOf = ({ run }: AppState) => run?.timeline.admission.devices;
