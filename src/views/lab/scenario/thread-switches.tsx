import type { DmaTracking, Scenario, UntrackedRuleName } from '../../../engine/scenario.ts';
import type { AppState } from '../../../store/app-store.ts';
import { FIELDS, removeDevice, writeField } from '../../../store/scenario-fields.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { formatBytes, formatBytesPerSecond } from '../../../units.ts';
import { RULE_SOURCES } from './rule-words.ts';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** The three things the mail thread is about, always in view. */
export function ThreadSwitches({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      <Tracking scenario={scenario} />
      <Rule scenario={scenario} />
      <ScenarioField
        scenario={scenario}
        name="downtime-limit"
        ticks={LIMIT_TICKS}
        help={<Allowance limitMs={scenario.parameters['downtime-limit']} />}
      />
    </>
  );
}

function Tracking({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const past = useApp(pastOf);
  const choose = (choice: TrackingChoice) =>
    edit((now) => {
      if (choice === 'no-device') return removeDevice(now);
      // A device that was taken away comes back as it was.
      const known = past.findLast((before) => before.scenario.name === now.name && before.scenario.devices.length > 0);
      const devices = now.devices.length > 0 ? now.devices : (known?.scenario.devices ?? []);
      return writeField({ ...now, devices }, 'dirtyTracking', choice);
    });
  return (
    <Segmented
      label="Who tracks the device's writes?"
      qemuName={FIELDS.dirtyTracking.qemuName}
      defaultText="no device"
      value={scenario.devices[0]?.dirtyTracking ?? 'no-device'}
      onChange={choose}
      options={TRACKING_OPTIONS}
    />
  );
}

type TrackingChoice = DmaTracking | 'no-device';

const pastOf = (state: AppState) => state.past;

const helpOfTracking = (tracking: DmaTracking): string =>
  FIELDS.dirtyTracking.control.options.find(({ value }) => value === tracking)?.help ?? '';

const TRACKING_OPTIONS: readonly { value: TrackingChoice; label: string; help: string }[] = [
  { value: 'device', label: 'Device', help: helpOfTracking('device') },
  { value: 'type1', label: 'Type1', help: helpOfTracking('type1') },
  { value: 'none', label: 'Nobody', help: helpOfTracking('none') },
  { value: 'no-device', label: 'No device', help: "Only the guest's CPUs write, and KVM logs that." },
];

function Rule({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const rule = scenario.qemu.untrackedRule;
  const device = scenario.devices[0];
  const isInForce = device?.dirtyTracking === 'none';
  return (
    <Select
      label="Rule when nobody does"
      value={rule}
      onChange={(chosen) => edit((now) => writeField(now, 'untrackedRule', chosen))}
      options={RULE_OPTIONS}
      {...(isInForce && { defaultText: 'refuse to migrate' })}
      help={
        isInForce ? (
          RULE_OPTIONS.find(({ value }) => value === rule)?.detail
        ) : (
          <span className={styles.grey}>
            Not in force here: {device ? 'the device can be tracked.' : 'there is no device.'}
          </span>
        )
      }
    />
  );
}

const NO_BREAK = '\u00a0';
const RULE_OPTIONS = FIELDS.untrackedRule.control.options.map(({ value, label, help }) => ({
  value,
  label,
  aside: RULE_SOURCES[value as UntrackedRuleName].replaceAll(' ', NO_BREAK),
  detail: help,
}));

/** What the limit allows at the bandwidth that QEMU measured in the run on the screen: its threshold, in words. */
function Allowance({ limitMs }: { readonly limitMs: number }) {
  const bytesPerMs = useApp(measuredBytesPerMs);
  if (limitMs === 0) return 'One pass, then stop, however much is left.';
  if (bytesPerMs === 0) return 'The run on the screen measures no bandwidth to hold it against.';
  return `At ${formatBytesPerSecond(bytesPerMs * 1000)} it allows ${formatBytes(bytesPerMs * limitMs)} in the pause.`;
}

/** At the playhead; before its first window what the run measured last. */
const measuredBytesPerMs = ({ run, instant }: AppState): number =>
  instant?.counters.bandwidthBytesPerMs || (run?.timeline.outcome?.bandwidthBytesPerMs ?? 0);

const LIMIT_TICKS = [
  { value: 0, label: '0' },
  { value: 10, label: '10 ms' },
  { value: 1000, label: '1 s' },
  { value: 2_000_000, label: '2000 s' },
];
