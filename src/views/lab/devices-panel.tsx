import { useState } from 'react';
import { StateGraph, type StateNode } from '../../charts/state-graph.tsx';
import type { DeviceAdmission, DeviceState } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { arcsOf, pathTo, QEMU_STATES } from '../../store/device-states.ts';
import { useApp } from '../../store/use-app.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './devices-panel.module.css';
import { usePacedApp } from './use-paced.ts';

/** Each VFIO device at the playhead: who tracks its writes and why, how it was admitted, and the states that it goes through. */
export function DevicesPanel() {
  const run = useApp(runOf);
  const entered = usePacedApp(statesUntilNow).split('\n');
  if (!run) return null;
  const { devices } = run.scenario;
  if (devices.length === 0) {
    return <p className={styles.none}>{t('The guest has no VFIO device. The first switch on the left adds one.')}</p>;
  }
  return (
    <div className={styles.devices}>
      {devices.map((device, i) => (
        <Panel key={device.name} title={t('Device {device}', { device: device.name })}>
          <Admitted admission={run.timeline.admission.devices[i]!} />
          <States device={device} entered={entered[i]!.split(' ') as DeviceState[]} />
        </Panel>
      ))}
    </div>
  );
}

function Admitted({ admission }: { readonly admission: DeviceAdmission }) {
  const { verdict, message, tracker, reason } = admission;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('Its writes are tracked by')}</dt>
        <dd>{trackerText(tracker)}</dd>
        <dd className={styles.why}>{reason}</dd>
      </div>
      <div>
        <dt>{t('Admission')}</dt>
        <dd>{verdictText(verdict)}</dd>
        {message !== '' && (
          <dd className={styles.why}>
            <code>{message}</code>
          </dd>
        )}
      </div>
    </dl>
  );
}

/** The state machine of its protocol; a state that is chosen shows the way there, or why there is none. */
function States({ device, entered }: { readonly device: VfioDevice; readonly entered: readonly DeviceState[] }) {
  const isV1 = useApp(speaksV1);
  const [asked, setAsked] = useState<DeviceState | null>(null);
  const current = entered.at(-1)!;
  const found = asked === null || isV1 ? null : pathTo(current, asked, device);
  const path = found && 'path' in found ? found.path : [];
  return (
    <>
      <StateGraph
        label={t('States of {device}', { device: device.name })}
        nodes={isV1 ? v1Nodes() : v2Nodes(device)}
        arcs={isV1 ? V1_ARCS : arcsOf(device)}
        current={current}
        visited={entered}
        path={path.length > 0 ? [current, ...path] : []}
        onAsk={setAsked}
      />
      <p className={styles.asked} aria-live="polite">
        {asked === null ? hint(isV1) : answer(current, asked, found, isV1)}
      </p>
    </>
  );
}

const hint = (isV1: boolean): string =>
  isV1
    ? t('Protocol v1: a mask of bits that QEMU 7.x writes. Choose a state to see its value.')
    : t('Protocol v2: choose a state to see how the device would get there from where it is.');

function answer(from: DeviceState, to: DeviceState, found: ReturnType<typeof pathTo> | null, isV1: boolean): string {
  if (isV1)
    return t('{value}. QEMU writes the whole mask at once; 5 and 7, saving and resuming together, are invalid.', {
      value: v1Value(to),
    });
  if (found === null || from === to) return t('It is in {state}.', { state: QEMU_STATES[to] });
  if ('illegal' in found)
    return t('{from} to {to} is refused: {reason}.', {
      from: QEMU_STATES[from],
      to: QEMU_STATES[to],
      reason: found.illegal,
    });
  const states = [from, ...found.path].map((state) => QEMU_STATES[state]).join(', ');
  return found.path.length === 1
    ? t('One arc: {states}.', { states })
    : t('A combination of arcs: {states}.', { states });
}

function v2Nodes({ precopy, p2p }: VfioDevice): readonly StateNode<DeviceState>[] {
  const isAbsent = (id: DeviceState): boolean =>
    (!precopy && (id === 'pre-copy' || id === 'pre-copy-p2p')) ||
    (!p2p && (id === 'running-p2p' || id === 'pre-copy-p2p'));
  return V2_PLACES.map(([id, column, row]) => ({ id, label: QEMU_STATES[id], column, row, isAbsent: isAbsent(id) }));
}

const V2_PLACES: readonly (readonly [DeviceState, column: number, row: number])[] = [
  ['running', 0, 0],
  ['running-p2p', 1, 0],
  ['stopped', 2, 0],
  ['pre-copy', 0, 1],
  ['pre-copy-p2p', 1, 1],
  ['stop-copy', 2, 1],
  ['error', 0, 2],
  ['resuming', 2, 2],
];

/** What QEMU 7.x asks for. */
const V1_ARCS: readonly (readonly [DeviceState, DeviceState])[] = [
  ['running', 'running-saving'],
  ['running-saving', 'stop-copy'],
  ['stop-copy', 'stopped'],
  ['running-saving', 'running'],
  ['stop-copy', 'running'],
  ['stop-copy', 'running-saving'],
  ['stopped', 'running'],
  ['stopped', 'stop-copy'],
];

/** Of the states that the graph of v1 shows. */
function v1Value(state: DeviceState): string {
  switch (state) {
    case 'running':
      return t('RUNNING is bit 0, value 1');
    case 'running-saving':
      return t('RUNNING and SAVING, value 3: pre-copy');
    case 'stop-copy':
      return t('SAVING is bit 1, value 2: stop-and-copy');
    case 'stopped':
      return t('No bit, value 0: stopped');
    default:
      return t('SAVING and RESUMING without RUNNING, value 6: error');
  }
}

const v1Nodes = (): readonly StateNode<DeviceState>[] => [
  { id: 'running', label: 'RUNNING 1', column: 0, row: 0 },
  { id: 'running-saving', label: 'R + SAVING 3', column: 0, row: 1 },
  { id: 'stop-copy', label: 'SAVING 2', column: 1, row: 1 },
  { id: 'stopped', label: t('stopped 0'), column: 1, row: 0 },
  { id: 'error', label: t('error 6'), column: 2, row: 0 },
];

function trackerText(tracker: DeviceAdmission['tracker']): string {
  switch (tracker) {
    case 'device':
      return t('the device itself');
    case 'iommu':
      return t('the IOMMU');
    case 'every page':
      return t('type1, every mapped page');
    case 'pinned pages':
      return t('type1, pinned pages');
    case 'nobody':
      return t('nobody');
  }
}

function verdictText(verdict: DeviceAdmission['verdict']): string {
  switch (verdict) {
    case 'allowed':
      return t('allowed');
    case 'warned':
      return t('allowed, with a warning');
    case 'blocked':
      return t('blocks migration');
    case 'realize-error':
      return t('refused when it is added');
  }
}

const runOf = (state: AppState) => state.run;
const speaksV1 = ({ run }: AppState) => run?.timeline.release.startsWith('7.') ?? false;

/** States of each device up to the playhead, one line a device, as text, so that nothing renders while they stay the same. */
function statesUntilNow({ run, nowMs }: AppState): string {
  const lines = run?.timeline.devices.map((changes) =>
    changes
      .filter(({ atMs }, i) => i === 0 || atMs <= nowMs)
      .map(({ state }) => state)
      .join(' '),
  );
  return lines?.join('\n') ?? '';
}
