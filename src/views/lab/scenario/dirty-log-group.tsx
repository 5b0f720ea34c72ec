import type { Scenario } from '../../../engine/scenario.ts';
import { GIB } from '../../../units.ts';
import { formatQuantity } from './quantity.ts';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** What a look at KVM's dirty log costs. */
export function DirtyLogGroup({ scenario }: { readonly scenario: Scenario }) {
  const { extraSyncMsPerGib, guest, link } = scenario;
  const moreMs = (extraSyncMsPerGib * guest.ramBytes) / GIB;
  return (
    <div>
      <ScenarioField scenario={scenario} name="extraSyncMsPerGib" />
      {moreMs > 0 && (
        <p className={styles.hint}>
          {link.kind === 'fast'
            ? 'On a link that takes no time a sync takes none either.'
            : `${formatQuantity(moreMs, 'ms')} more for each sync of this guest.`}
        </p>
      )}
    </div>
  );
}
