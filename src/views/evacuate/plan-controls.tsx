import type { FirstName } from '../../evacuation/plan.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Select } from '../../ui/select.tsx';
import { Slider } from '../../ui/slider.tsx';
import { linearStops, logStops } from '../../ui/slider-stops.ts';
import { formatQuantity, parseQuantity } from '../lab/scenario/quantity.ts';
import styles from './evacuate.module.css';

/** The link that all share, how many go at once, and who goes first. */
export function PlanControls() {
  const { bytesPerSecond, atOnce, first, groups } = useApp(planOf);
  const { editEvacuation } = useAppStore().getState();
  const guests = groups.reduce((sum, { count }) => sum + count, 0);
  const isAllAtOnce = atOnce >= guests;
  return (
    <section aria-labelledby="evacuate-plan" className={styles.controls}>
      <h2 id="evacuate-plan" className={styles.title}>
        {t('Link and order')}
      </h2>
      <Slider
        label={t('Common link')}
        help={t('Guests that have something to send share it fairly.')}
        stops={LINK_STOPS}
        ticks={LINK_TICKS}
        value={bytesPerSecond}
        format={(value) => formatQuantity(value, 'bytes/s')}
        parse={parseLink}
        onChange={(value) => editEvacuation((plan) => ({ ...plan, bytesPerSecond: value }))}
      />
      {guests > 1 && (
        <Slider
          label={t('At once')}
          help={t('Migrations under way at one time. KubeVirt allows 2 from one node and 5 in a cluster.')}
          stops={linearStops(1, guests, 1)}
          value={Math.min(atOnce, guests)}
          format={(value) =>
            value >= guests ? t('all {guests}', { guests }) : t('{value} of {guests}', { value, guests })
          }
          onChange={(value) => editEvacuation((plan) => ({ ...plan, atOnce: value >= guests ? MOST : value }))}
        />
      )}
      <Select
        label={t('First', {}, 'order')}
        help={isAllAtOnce ? t('Of no effect while all go at once.') : t('Who goes next when one has ended.')}
        value={first}
        options={ordersInWords()}
        onChange={(value) => editEvacuation((plan) => ({ ...plan, first: value }))}
      />
    </section>
  );
}

/** "All" stays all when guests are added. */
const MOST = 32;

const LEAST_LINK = 1_000_000;
const MOST_LINK = 1e12;
const LINK_STOPS = logStops(10_000_000, 1e11).map((bits) => bits / 8);
const LINK_TICKS = [
  { value: 1_250_000, label: '10 Mbit/s' },
  { value: 125_000_000, label: '1 Gbit/s' },
  { value: 12_500_000_000, label: '100 Gbit/s' },
];

function parseLink(text: string): number {
  const value = Math.round(parseQuantity(text, 'bytes/s'));
  if (value >= LEAST_LINK && value <= MOST_LINK) return value;
  throw new Error(
    t('{text} is not from {least} to {most}.', {
      text: text.trim(),
      least: formatQuantity(LEAST_LINK, 'bytes/s'),
      most: formatQuantity(MOST_LINK, 'bytes/s'),
    }),
  );
}

const ordersInWords = (): readonly { value: FirstName; label: string }[] => [
  { value: 'given', label: t('As given') },
  { value: 'smallest', label: t('Smallest first') },
  { value: 'largest', label: t('Largest first') },
  { value: 'least-dirty', label: t('Least written first') },
];

const planOf = (state: AppState) => state.evacuationPlan;
