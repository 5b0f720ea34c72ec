import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { FIELDS, type TrackingName, trackAll } from '../../../store/fields.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { formatBytes, formatBytesPerSecond } from '../../../units.ts';
import { RuleSwitch } from './rule-switch.tsx';
import { ScenarioField } from './scenario-field.tsx';
import { sharedTracking, type TrackingChoice } from './tracking.ts';

/** The three things the mail thread is about, always in view; the rule comes last, as what is to say about it is long. */
export function ThreadSwitches({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      <Tracking scenario={scenario} />
      <ScenarioField
        scenario={scenario}
        name="downtime-limit"
        ticks={limitTicks()}
        help={<Allowance limitMs={scenario.parameters['downtime-limit']} />}
      />
      <ScenarioField scenario={scenario} name="noSla" />
      <ScenarioField scenario={scenario} name="release" help={helpOf('release', scenario.qemu.release)} />
      <RuleSwitch scenario={scenario} />
    </>
  );
}

/** Who tracks the devices' writes, all of them alike. */
export function Tracking({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const past = useApp(pastOf);
  const choose = (choice: TrackingChoice) =>
    edit((now) => {
      if (choice === 'no-device') return { ...now, devices: [] };
      if (choice === 'differs') return now;
      // Devices that were taken away come back as they were.
      const known = past.findLast((before) => before.scenario.name === now.name && before.scenario.devices.length > 0);
      const devices = now.devices.length > 0 ? now.devices : (known?.scenario.devices ?? []);
      return trackAll({ ...now, devices }, choice);
    });
  const tracking = sharedTracking(scenario);
  return (
    <Segmented
      label={scenario.devices.length > 1 ? t("Who tracks the devices' writes?") : t("Who tracks the device's writes?")}
      qemuName={FIELDS.tracking.qemuName}
      defaultText={t('no device')}
      value={tracking}
      onChange={choose}
      options={trackingOptions()}
      {...(tracking === 'differs' && { help: t('It differs from device to device: see Devices below.') })}
    />
  );
}

const pastOf = (state: AppState) => state.past;

const helpOf = (name: 'tracking' | 'release', value: string): string =>
  t(FIELDS[name].control.options.find((option) => option.value === value)?.help ?? '');

/** Short enough for three in a row of the narrowest column. */
const TRACKING_LABELS: Record<TrackingName, () => string> = {
  device: () => t('Device'),
  iommu: () => t('IOMMU'),
  type1: () => t('Type1'),
  pinned: () => t('Pinned'),
  nobody: () => t('Nobody'),
};

const trackingOptions = (): readonly { value: TrackingChoice; label: string; help: string }[] => [
  ...(Object.keys(TRACKING_LABELS) as TrackingName[]).map((value) => ({
    value,
    label: TRACKING_LABELS[value](),
    help: helpOf('tracking', value),
  })),
  { value: 'no-device', label: t('No device'), help: t("Only the guest's CPUs write, and KVM logs that.") },
];

/** What the limit allows at the bandwidth that QEMU measured in the run on the screen: its threshold, in words. */
function Allowance({ limitMs }: { readonly limitMs: number }) {
  const bytesPerMs = useApp(measuredBytesPerMs);
  if (limitMs === 0) return t('One pass, then stop, however much is left.');
  if (bytesPerMs === 0) return t('The run on the screen measures no bandwidth to hold it against.');
  return t('At {speed} it allows {bytes} in the pause.', {
    speed: formatBytesPerSecond(bytesPerMs * 1000),
    bytes: formatBytes(bytesPerMs * limitMs),
  });
}

/** At the playhead; before its first window what the run measured last. */
const measuredBytesPerMs = ({ run, instant }: AppState): number =>
  instant?.counters.bandwidthBytesPerMs || (run?.timeline.outcome?.bandwidthBytesPerMs ?? 0);

const limitTicks = () => [
  { value: 0, label: '0' },
  { value: 10, label: '10 ms' },
  { value: 1000, label: '1 s' },
  { value: 2_000_000, label: t('2000 s') },
];
