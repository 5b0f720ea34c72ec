import { Copy, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { addDevice, duplicateDevice, MOST_DEVICES, removeDevice } from '../../../store/fields.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { DeviceFields } from './device-fields.tsx';
import styles from './device-group.module.css';
import { trackingWords } from './device-summary.ts';
import scenarioStyles from './scenario.module.css';

/** The VFIO devices: a list from which one is chosen, and what that one is. */
export function DeviceGroup({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const [wanted, setWanted] = useState(0);
  const { devices } = scenario;
  const chosen = Math.min(wanted, devices.length - 1);
  const device = devices[chosen];
  const isFull = devices.length >= MOST_DEVICES;
  return (
    <>
      {devices.length > 0 ? (
        <ul className={styles.devices} aria-label={t('Devices')}>
          {devices.map((each, i) => (
            <li key={each.name}>
              <button type="button" className={styles.name} aria-pressed={i === chosen} onClick={() => setWanted(i)}>
                <span translate="no">{each.name}</span> <span className={styles.tracking}>{trackingWords(each)}</span>
              </button>
              <IconButton
                label={t('Duplicate {name}', { name: each.name })}
                icon={<Copy />}
                isDisabled={isFull}
                onPress={() => {
                  edit((now) => duplicateDevice(now, i));
                  setWanted(i + 1);
                }}
              />
              <IconButton
                label={t('Remove {name}', { name: each.name })}
                icon={<X />}
                onPress={() => edit((now) => removeDevice(now, i))}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className={scenarioStyles.plain}>{t('This guest has no VFIO device.')}</p>
      )}
      <div>
        <Button
          isDisabled={isFull}
          onPress={() => {
            edit(addDevice);
            setWanted(devices.length);
          }}
        >
          <Plus aria-hidden size="1em" />
          {t('Add a device')}
        </Button>
        {isFull && (
          <p className={scenarioStyles.hint}>
            {t('More than {most} devices are not simulated.', { most: MOST_DEVICES })}
          </p>
        )}
      </div>
      {device && <DeviceFields key={chosen} scenario={scenario} device={device} index={chosen} />}
    </>
  );
}
