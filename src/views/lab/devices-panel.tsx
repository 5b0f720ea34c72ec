import { useState } from 'react';
import { StateGraph, type StateNode } from '../../charts/state-graph.tsx';
import type { DeviceAdmission, DeviceState } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
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
    return <p className={styles.none}>The guest has no VFIO device. The first switch on the left adds one.</p>;
  }
  return (
    <div className={styles.devices}>
      {devices.map((device, i) => (
        <Panel key={device.name} title={`Device ${device.name}`}>
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
        <dt>Its writes are tracked by</dt>
        <dd>{TRACKERS[tracker]}</dd>
        <dd className={styles.why}>{reason}</dd>
      </div>
      <div>
        <dt>Admission</dt>
        <dd>{VERDICTS[verdict]}</dd>
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
        label={`States of ${device.name}`}
        nodes={isV1 ? V1_NODES : v2Nodes(device)}
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
    ? 'Protocol v1: a mask of bits that QEMU 7.x writes. Choose a state to see its value.'
    : 'Protocol v2: choose a state to see how the device would get there from where it is.';

function answer(from: DeviceState, to: DeviceState, found: ReturnType<typeof pathTo> | null, isV1: boolean): string {
  if (isV1)
    return `${V1_VALUES[to]}. QEMU writes the whole mask at once; 5 and 7, saving and resuming together, are invalid.`;
  if (found === null || from === to) return `It is in ${QEMU_STATES[to]}.`;
  if ('illegal' in found) return `${QEMU_STATES[from]} to ${QEMU_STATES[to]} is refused: ${found.illegal}.`;
  const ways = [from, ...found.path].map((state) => QEMU_STATES[state]).join(', ');
  return found.path.length === 1 ? `One arc: ${ways}.` : `A combination of arcs: ${ways}.`;
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
const V1_VALUES: Partial<Record<DeviceState, string>> = {
  running: 'RUNNING is bit 0, value 1',
  'running-saving': 'RUNNING and SAVING, value 3: pre-copy',
  'stop-copy': 'SAVING is bit 1, value 2: stop-and-copy',
  stopped: 'No bit, value 0: stopped',
  error: 'SAVING and RESUMING without RUNNING, value 6: error',
};
const V1_NODES: readonly StateNode<DeviceState>[] = [
  { id: 'running', label: 'RUNNING 1', column: 0, row: 0 },
  { id: 'running-saving', label: 'R + SAVING 3', column: 0, row: 1 },
  { id: 'stop-copy', label: 'SAVING 2', column: 1, row: 1 },
  { id: 'stopped', label: 'stopped 0', column: 1, row: 0 },
  { id: 'error', label: 'error 6', column: 2, row: 0 },
];

const TRACKERS: Record<DeviceAdmission['tracker'], string> = {
  device: 'the device itself',
  iommu: 'the IOMMU',
  'every page': 'type1, every mapped page',
  'pinned pages': 'type1, pinned pages',
  nobody: 'nobody',
};
const VERDICTS: Record<DeviceAdmission['verdict'], string> = {
  allowed: 'allowed',
  warned: 'allowed, with a warning',
  blocked: 'blocks migration',
  'realize-error': 'refused when it is added',
};

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
