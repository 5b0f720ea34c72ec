import { type ReactNode, useId } from 'react';
import type { Region, Scenario, VfioDevice } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { changeDevice, type DeviceFieldName, readDeviceField, writeFieldOfDevice } from '../../../store/fields.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Disclosure, DisclosureGroup } from '../../../ui/disclosure.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { bytesToPages } from '../../../units.ts';
import styles from './device-group.module.css';
import { DeviceName } from './device-name.tsx';
import { type DevicePart, summaryOfPart } from './device-summary.ts';
import { DeviceTracker } from './device-tracker.tsx';
import { FieldControl } from './field-control.tsx';
import { periodPlace } from './own-numbers.ts';
import { unbroken } from './quantity.ts';
import { RegionStart } from './region-start.tsx';
import scenarioStyles from './scenario.module.css';

export interface DeviceFieldsProps {
  readonly scenario: Scenario;
  readonly device: VfioDevice;
  /** Its place among the devices. */
  readonly index: number;
}

/** One device: its name, and its parts in groups that open. */
export function DeviceFields(props: DeviceFieldsProps) {
  const { device, index, scenario } = props;
  const { edit } = useAppStore().getState();
  const id = useId();
  return (
    <section className={styles.fields} aria-labelledby={id}>
      <h4 id={id} translate="no">
        {device.name}
      </h4>
      <DeviceName
        name={device.name}
        taken={scenario.devices.map(({ name }) => name)}
        onChange={(name) => edit((now) => changeDevice(now, index, (old) => ({ ...old, name })))}
      />
      <DisclosureGroup>
        {PARTS.map(({ part, title, body }) => {
          const { words, isChanged } = summaryOfPart(part, device);
          return (
            <Disclosure key={part} level={5} title={title()} summary={unbroken(words)} isChanged={isChanged}>
              {body(props)}
            </Disclosure>
          );
        })}
      </DisclosureGroup>
    </section>
  );
}

const PARTS: readonly { part: DevicePart; title: () => string; body: (props: DeviceFieldsProps) => ReactNode }[] = [
  { part: 'dma', title: () => t('DMA'), body: (props) => <Dma {...props} /> },
  { part: 'tracking', title: () => t('Tracking'), body: (props) => <TrackingFields {...props} /> },
  { part: 'protocol', title: () => t('Protocol'), body: (props) => <DeviceControls {...props} names={PROTOCOL} /> },
  { part: 'state', title: () => t('State'), body: (props) => <StateFields {...props} /> },
  { part: 'times', title: () => t('Times'), body: (props) => <DeviceControls {...props} names={TIMES} /> },
  {
    part: 'properties',
    title: () => t('Properties'),
    body: (props) => <DeviceControls {...props} names={PROPERTIES} />,
  },
];
const PROTOCOL = ['protocol', 'precopy', 'p2p', 'failsEntering'] as const;
const TIMES = ['stopMs', 'p2pMs', 'resumeMs'] as const;
const PROPERTIES = ['enable-migration', 'x-pre-copy-dirty-page-tracking', 'x-device-dirty-page-tracking'] as const;

function Dma(props: DeviceFieldsProps) {
  const { device, index, scenario } = props;
  const { edit } = useAppStore().getState();
  const { dma } = device;
  const ramPages = bytesToPages(scenario.guest.ramBytes);
  const replace = (changed: VfioDevice['dma']) =>
    edit((now) => changeDevice(now, index, (old) => ({ ...old, dma: changed })));
  return (
    <>
      <DeviceControl {...props} name="dma" />
      {dma.kind !== 'none' && (
        <>
          <DeviceControl {...props} name="dmaWritesPerSecond" />
          <DeviceControl {...props} name="dmaPages" most={ramPages} />
          <RegionStart
            region={dma.region}
            ramPages={ramPages}
            onChange={(region: Region) => replace({ ...dma, region })}
          />
        </>
      )}
      {dma.kind === 'bursts' && (
        <>
          <DeviceControl {...props} name="dmaOnMs" />
          <DeviceControl {...props} name="dmaOffMs" />
          <NumberField
            label={t('Place in the period at migrate')}
            defaultText="0 ms"
            help={t('A period is a burst and the pause after it.')}
            value={dma.phaseMs}
            onChange={(phaseMs) => replace({ ...dma, phaseMs })}
            {...periodPlace(dma.onMs + dma.offMs)}
          />
        </>
      )}
    </>
  );
}

function TrackingFields(props: DeviceFieldsProps) {
  return (
    <>
      <DeviceTracker device={props.device} index={props.index} />
      <DeviceControls {...props} names={['container', 'deviceLogging']} />
    </>
  );
}

function StateFields(props: DeviceFieldsProps) {
  const { precopy, stopCopyBytes } = props.device;
  return (
    <>
      <DeviceControl {...props} name="stopCopyBytes" />
      {precopy && stopCopyBytes > 0 && (
        <>
          <DeviceControl {...props} name="initialBytes" most={stopCopyBytes} />
          <DeviceControl {...props} name="dirtyBytesPerSecond" />
        </>
      )}
      {!precopy && <p className={scenarioStyles.plain}>{t('None of it goes while the device runs: see Protocol.')}</p>}
      <DeviceControls {...props} names={['saveBytesPerSecond', 'loadBytesPerSecond', 'dataSizeFails']} />
    </>
  );
}

const DeviceControls = ({ names, ...props }: DeviceFieldsProps & { readonly names: readonly DeviceFieldName[] }) =>
  names.map((name) => <DeviceControl key={name} {...props} name={name} />);

function DeviceControl({
  device,
  index,
  name,
  most,
}: DeviceFieldsProps & { readonly name: DeviceFieldName; readonly most?: number }) {
  const { edit } = useAppStore().getState();
  return (
    <FieldControl
      name={name}
      value={readDeviceField(device, name)}
      onChange={(value) => edit((now) => writeFieldOfDevice(now, index, name, value), `device ${index} ${name}`)}
      {...(most !== undefined && { most })}
    />
  );
}
