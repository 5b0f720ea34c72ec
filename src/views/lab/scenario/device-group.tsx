import { Plus } from 'lucide-react';
import type { Region, Scenario, VfioDevice } from '../../../engine/scenario.ts';
import { addDevice, removeDevice } from '../../../store/scenario-fields.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { bytesToPages } from '../../../units.ts';
import { DeviceName } from './device-name.tsx';
import { RegionStart } from './region-start.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** The VFIO device: what it writes by DMA, and what stopping it costs. Who tracks its writes stands above the groups. */
export function DeviceGroup({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const [device] = scenario.devices;
  if (!device)
    return (
      <div className={styles.item}>
        <p className={styles.plain}>This guest has no VFIO device.</p>
        <div>
          <Button onPress={() => edit(addDevice)}>
            <Plus aria-hidden size="1em" />
            Add a device
          </Button>
        </div>
      </div>
    );
  const { dma } = device;
  const ramPages = bytesToPages(scenario.guest.ramBytes);
  const change = (changes: Partial<VfioDevice>) =>
    edit((now) => ({ ...now, devices: now.devices.map((other, i) => (i === 0 ? { ...other, ...changes } : other)) }));
  return (
    <>
      <ScenarioField scenario={scenario} name="dma" />
      {dma.kind !== 'none' && (
        <>
          <ScenarioField scenario={scenario} name="dmaWritesPerSecond" />
          <ScenarioField scenario={scenario} name="dmaPages" most={ramPages} />
          <RegionStart
            region={dma.region}
            ramPages={ramPages}
            onChange={(region: Region) => change({ dma: { ...dma, region } })}
          />
        </>
      )}
      <ScenarioField scenario={scenario} name="stopCopyBytes" />
      <ScenarioField scenario={scenario} name="stopMs" />
      <ScenarioField scenario={scenario} name="resumeMs" />
      <DeviceName name={device.name} onChange={(name) => change({ name })} />
      <div>
        <Button onPress={() => edit(removeDevice)}>Remove the device</Button>
      </div>
    </>
  );
}
