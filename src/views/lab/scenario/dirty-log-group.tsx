import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { GIB, PAGE_BYTES } from '../../../units.ts';
import { formatQuantity } from './quantity.ts';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** When KVM's log of dirty pages is cleared, and what a look at it costs. */
export function DirtyLogGroup({ scenario }: { readonly scenario: Scenario }) {
  const { extraSyncMsPerGib, guest, link, qemu } = scenario;
  const chunkBytes = PAGE_BYTES * 2 ** qemu['x-clear-bitmap-shift'];
  const chunks = Math.ceil(guest.ramBytes / chunkBytes);
  const moreMs = (extraSyncMsPerGib * guest.ramBytes) / GIB;
  return (
    <>
      <ScenarioField scenario={scenario} name="logClearing" />
      <div>
        <ScenarioField scenario={scenario} name="x-clear-bitmap-shift" />
        {guest.logClearing === 'by-chunk' && (
          <p className={styles.hint}>
            {chunks === 1
              ? t('All of RAM is one chunk: next to no difference to clearing at the sync.')
              : t('RAM is {chunks} chunks of {bytes}.', { chunks, bytes: formatQuantity(chunkBytes, 'bytes') })}
          </p>
        )}
      </div>
      <div>
        <ScenarioField scenario={scenario} name="extraSyncMsPerGib" />
        {moreMs > 0 && (
          <p className={styles.hint}>
            {link.kind === 'fast'
              ? t('On a link that takes no time a sync takes none either.')
              : t('{time} more for each sync of this guest.', { time: formatQuantity(moreMs, 'ms') })}
          </p>
        )}
      </div>
    </>
  );
}
