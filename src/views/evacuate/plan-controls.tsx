import type { FirstName } from '../../evacuation/plan.ts';
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
        Link and order
      </h2>
      <Slider
        label="Common link"
        help="Guests that have something to send share it fairly."
        stops={LINK_STOPS}
        ticks={LINK_TICKS}
        value={bytesPerSecond}
        format={(value) => formatQuantity(value, 'bytes/s')}
        parse={parseLink}
        onChange={(value) => editEvacuation((plan) => ({ ...plan, bytesPerSecond: value }))}
      />
      {guests > 1 && (
        <Slider
          label="At once"
          help="Migrations under way at one time. KubeVirt allows 2 from one node and 5 in a cluster."
          stops={linearStops(1, guests, 1)}
          value={Math.min(atOnce, guests)}
          format={(value) => (value >= guests ? `all ${guests}` : `${value} of ${guests}`)}
          onChange={(value) => editEvacuation((plan) => ({ ...plan, atOnce: value >= guests ? MOST : value }))}
        />
      )}
      <Select
        label="First"
        help={isAllAtOnce ? 'Of no effect while all go at once.' : 'Who goes next when one has ended.'}
        value={first}
        options={ORDERS}
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
    `${text.trim()} is not from ${formatQuantity(LEAST_LINK, 'bytes/s')} to ${formatQuantity(MOST_LINK, 'bytes/s')}.`,
  );
}

const ORDERS: readonly { value: FirstName; label: string }[] = [
  { value: 'given', label: 'As given' },
  { value: 'smallest', label: 'Smallest first' },
  { value: 'largest', label: 'Largest first' },
  { value: 'least-dirty', label: 'Least written first' },
];

const planOf = (state: AppState) => state.evacuationPlan;
