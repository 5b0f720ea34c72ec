import { type ReactNode, useState } from 'react';
import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { has, SINCE } from '../../../store/fields.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure, DisclosureGroup } from '../../../ui/disclosure.tsx';
import { Sentence } from '../../../ui/sentence.tsx';
import { CommandList } from './command-list.tsx';
import { DeviceGroup } from './device-group.tsx';
import { DirtyLogGroup } from './dirty-log-group.tsx';
import { EncodingGroup } from './encoding-group.tsx';
import { type GroupId, summaryOf } from './group-summary.ts';
import { GuestGroup } from './guest-group.tsx';
import { LinkGroup } from './link-group.tsx';
import { ManagementGroup } from './management-group.tsx';
import { unbroken } from './quantity.ts';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** Everything of a scenario that is not always in view. */
export function ScenarioGroups({ scenario }: { readonly scenario: Scenario }) {
  const [open, setOpen] = useState<ReadonlySet<GroupId>>(new Set());
  const areAllOpen = open.size === GROUPS.length;
  const toggle = (id: GroupId, isOpen: boolean) =>
    setOpen((now) => new Set(isOpen ? [...now, id] : [...now].filter((other) => other !== id)));
  return (
    <div>
      <div className={styles.openAll}>
        <Button variant="quiet" onPress={() => setOpen(new Set(areAllOpen ? [] : GROUPS.map(({ id }) => id)))}>
          {areAllOpen ? t('Close all') : t('Open all')}
        </Button>
      </div>
      <DisclosureGroup>
        {GROUPS.map(({ id, title, body }) => {
          const { words, isChanged } = summaryOf(id, scenario);
          return (
            <Disclosure
              key={id}
              title={title()}
              summary={open.has(id) ? null : unbroken(words)}
              isChanged={isChanged}
              isOpen={open.has(id)}
              onToggle={(isOpen) => toggle(id, isOpen)}
            >
              {open.has(id) && body(scenario)}
            </Disclosure>
          );
        })}
      </DisclosureGroup>
    </div>
  );
}

const GROUPS: readonly { id: GroupId; title: () => string; body: (scenario: Scenario) => ReactNode }[] = [
  { id: 'guest', title: () => t('Guest'), body: (scenario) => <GuestGroup scenario={scenario} /> },
  { id: 'link', title: () => t('Link'), body: (scenario) => <LinkGroup scenario={scenario} /> },
  { id: 'threads', title: () => t('Sending threads'), body: (scenario) => <ThreadsGroup scenario={scenario} /> },
  { id: 'dirty-log', title: () => t('Dirty log'), body: (scenario) => <DirtyLogGroup scenario={scenario} /> },
  { id: 'device', title: () => t('Devices'), body: (scenario) => <DeviceGroup scenario={scenario} /> },
  { id: 'throttle', title: () => t('Slowing the guest'), body: (scenario) => <ThrottleGroup scenario={scenario} /> },
  { id: 'postcopy', title: () => t('Post-copy'), body: (scenario) => <PostcopyGroup scenario={scenario} /> },
  {
    id: 'encoding',
    title: () => t('XBZRLE and compression'),
    body: (scenario) => <EncodingGroup scenario={scenario} />,
  },
  { id: 'qemu', title: () => 'QEMU', body: (scenario) => <QemuGroup scenario={scenario} /> },
  { id: 'management', title: () => t('Management'), body: (scenario) => <ManagementGroup scenario={scenario} /> },
  { id: 'commands', title: () => t('Commands'), body: (scenario) => <CommandList scenario={scenario} /> },
];

function ThreadsGroup({ scenario }: { readonly scenario: Scenario }) {
  const channels = scenario.parameters['multifd-channels'];
  const isIdle = scenario.capabilities.multifd && channels > scenario.sendCores;
  return (
    <>
      <ScenarioField scenario={scenario} name="pageCpuNs" />
      <ScenarioField scenario={scenario} name="multifd" />
      <div>
        <ScenarioField scenario={scenario} name="multifd-channels" />
        {isIdle && <p className={styles.hint}>{t('More than the cores: they share these, and gain nothing more.')}</p>}
      </div>
      <ScenarioField scenario={scenario} name="sendCores" />
    </>
  );
}

function ThrottleGroup({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      <ScenarioField scenario={scenario} name="auto-converge" />
      <ScenarioField scenario={scenario} name="throttle-trigger-threshold" />
      <ScenarioField scenario={scenario} name="cpu-throttle-initial" />
      <ScenarioField scenario={scenario} name="cpu-throttle-increment" />
      <ScenarioField scenario={scenario} name="cpu-throttle-tailslow" />
      <ScenarioField scenario={scenario} name="max-cpu-throttle" />
      <ScenarioField scenario={scenario} name="throttleEffect" />
      <SinceField scenario={scenario} name="dirty-limit" />
      {has(scenario.qemu.release, 'dirty-limit') && (
        <>
          <ScenarioField scenario={scenario} name="vcpu-dirty-limit" />
          <ScenarioField scenario={scenario} name="x-vcpu-dirty-limit-period" />
          <ScenarioField scenario={scenario} name="vcpus" />
          <ScenarioField scenario={scenario} name="dirtyRingSize" />
        </>
      )}
    </>
  );
}

function PostcopyGroup({ scenario }: { readonly scenario: Scenario }) {
  const { capabilities, postcopy, actions } = scenario;
  const isAsked =
    postcopy.startAfterPasses !== null ||
    actions.some((action) => 'execute' in action && action.execute === 'migrate-start-postcopy');
  return (
    <>
      <div>
        <ScenarioField scenario={scenario} name="postcopy-ram" />
        {capabilities['postcopy-ram'] && !isAsked && (
          <p className={styles.hint}>
            {t('Nobody asks for it: set a number of syncs, or add migrate-start-postcopy.')}
          </p>
        )}
      </div>
      <ScenarioField scenario={scenario} name="startAfterPasses" />
      <ScenarioField scenario={scenario} name="max-postcopy-bandwidth" />
      <SinceField scenario={scenario} name="postcopy-preempt" />
      <ScenarioField scenario={scenario} name="postcopy-blocktime" />
      <ScenarioField scenario={scenario} name="vcpus" />
      <ScenarioField scenario={scenario} name="roundTripMs" />
      <ScenarioField scenario={scenario} name="queuedBytes" />
    </>
  );
}

function QemuGroup({ scenario }: { readonly scenario: Scenario }) {
  const waits = scenario.capabilities['pause-before-switchover'];
  const isContinued = scenario.actions.some((action) => 'execute' in action && action.execute === 'migrate-continue');
  return (
    <>
      <ScenarioField scenario={scenario} name="viommu" />
      <ScenarioField scenario={scenario} name="onlyMigratable" />
      <ScenarioField scenario={scenario} name="allowRestricted" />
      <ScenarioField scenario={scenario} name="bandwidthSource" />
      <SinceField scenario={scenario} name="avail-switchover-bandwidth" />
      <div>
        <ScenarioField scenario={scenario} name="pause-before-switchover" />
        {waits && !isContinued && (
          <p className={styles.hint}>{t('No command continues it: add migrate-continue under Commands.')}</p>
        )}
      </div>
      <ScenarioField scenario={scenario} name="return-path" />
      <SinceField scenario={scenario} name="switchover-ack" />
      <div>
        <ScenarioField scenario={scenario} name="x-ignore-shared" />
        {scenario.capabilities['x-ignore-shared'] && !scenario.guest.sharedRam && (
          <p className={styles.hint}>{t('Nothing is left out: RAM is not shared memory.')}</p>
        )}
      </div>
      <ScenarioField scenario={scenario} name="horizonMs" />
    </>
  );
}

/** A field that only later releases have. */
function SinceField({
  scenario,
  name,
}: {
  scenario: Scenario;
  name: 'avail-switchover-bandwidth' | 'switchover-ack' | 'postcopy-preempt' | 'dirty-limit';
}) {
  if (has(scenario.qemu.release, name)) return <ScenarioField scenario={scenario} name={name} />;
  return (
    <p className={styles.plain}>
      <Sentence
        of="{name} is there from QEMU {since} on; this is {release}."
        parts={{ name: <code>{name}</code>, since: SINCE[name], release: scenario.qemu.release }}
      />
    </p>
  );
}
