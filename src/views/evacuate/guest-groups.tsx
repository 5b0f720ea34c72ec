import { ChevronDown, Minus, Plus, X } from 'lucide-react';
import type { GroupedPlan } from '../../evacuation/opening.ts';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { PRESETS, writesPerSecondOf } from '../../store/fields.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { formatBytes } from '../../units.ts';
import styles from './evacuate.module.css';

type Group = GroupedPlan['groups'][number];

/** Who leaves: so many of each kind. */
export function GuestGroups() {
  const { groups } = useApp(planOf);
  const { editEvacuation, addGuests } = useAppStore().getState();
  const change = (index: number, ...replaced: Group[]) =>
    editEvacuation((plan) => ({ ...plan, groups: plan.groups.toSpliced(index, 1, ...replaced) }));
  return (
    <section aria-labelledby="evacuate-guests">
      <h2 id="evacuate-guests" className={styles.title}>
        {t('Guests')}
      </h2>
      <ul className={styles.groups}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the plan, names may repeat
          <li key={index}>
            <div className={styles.count}>
              <IconButton
                label={t('One {guest} less', { guest: group.name })}
                icon={<Minus />}
                isDisabled={group.count === 1}
                onPress={() => change(index, { ...group, count: group.count - 1 })}
              />
              <b>{group.count}</b>
              <IconButton
                label={t('One {guest} more', { guest: group.name })}
                icon={<Plus />}
                onPress={() => change(index, { ...group, count: group.count + 1 })}
              />
            </div>
            <div className={styles.kind}>
              <b translate="no">{group.name}</b>
              <span>{kindWords(group)}</span>
            </div>
            <IconButton
              label={t('Remove {guest}', { guest: group.name })}
              icon={<X />}
              isDisabled={groups.length === 1}
              onPress={() => change(index)}
            />
          </li>
        ))}
      </ul>
      <Menu
        label={t('Add a guest')}
        items={[{ id: LAB, label: t('Scenario of the Lab'), detail: t('As it stands there now') }, ...presetItems()]}
        onAction={(id) => addGuests(id === LAB ? null : id)}
      >
        <Button>
          {t('Add a guest')}
          <ChevronDown aria-hidden size="1em" />
        </Button>
      </Menu>
    </section>
  );
}

const LAB = 'of the lab';
const presetItems = () =>
  PRESETS.filter(({ scenario }) => scenario.link.kind === 'wire').map(({ id, title, scenario }) => ({
    id,
    label: t(title),
    detail: formatBytes(scenario.guest.ramBytes),
  }));

/** `1 GiB, 2,000 writes/s` */
function kindWords({ scenario }: Group): string {
  const { guest, devices } = scenario;
  return [
    formatBytes(guest.ramBytes),
    guest.workloads.length === 0
      ? t('idle')
      : counted(Math.round(writesOf(scenario)), '{count} write/s', '{count} writes/s'),
    ...(devices.length > 0 ? [t('{devices} × vfio-pci', { devices: devices.length })] : []),
  ].join(', ');
}

const writesOf = ({ guest }: Group['scenario']): number =>
  guest.workloads.reduce((sum, workload) => sum + writesPerSecondOf(workload), 0);

const planOf = (state: AppState) => state.evacuationPlan;
