import { useAppStore } from '../../store/use-app.ts';
import type { Plan, Promised } from '../../sweep/study/plan.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { formatQuantity, parseQuantity } from '../lab/scenario/quantity.ts';
import styles from './sweep.module.css';

/** What the owner of the guest was promised: what of it is left open is not asked of a run. */
export function PromiseControls({ plan }: { readonly plan: Plan }) {
  const { editPlan } = useAppStore().getState();
  const set = (part: keyof Promised, value: Promised['downtimeMs']): void =>
    editPlan((now) => ({ ...now, promise: { ...now.promise, [part]: value } }));
  return (
    <fieldset className={styles.promise}>
      <legend>What a success must keep</legend>
      {PARTS.map(({ part, label, unit, help }) => (
        <NumberField
          key={part}
          label={label}
          help={help}
          value={numberOf(plan.promise[part])}
          format={(value) => (value === OPEN ? 'open' : value === LIMIT ? 'the limit' : formatQuantity(value, unit))}
          parse={(text) => parsed(text, part, unit)}
          onChange={(value) => set(part, value === OPEN ? null : value === LIMIT ? 'limit' : value)}
        />
      ))}
    </fieldset>
  );
}

/* A field holds numbers: these two stand for what is none. */
const OPEN = Number.POSITIVE_INFINITY;
const LIMIT = -1;

const numberOf = (value: Promised['downtimeMs']): number => (value === null ? OPEN : value === 'limit' ? LIMIT : value);

/** @throws Error for a text that is neither an amount nor one of the words */
function parsed(text: string, part: keyof Promised, unit: (typeof PARTS)[number]['unit']): number {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'open') return OPEN;
  if (part === 'downtimeMs' && /^(the )?limit$/.test(word)) return LIMIT;
  const value = parseQuantity(text, unit);
  if (value < 0 || (part === 'slowdown' && value > 1))
    throw new Error(part === 'slowdown' ? 'From 0 to 100 %.' : 'At least 0.');
  return value;
}

const PARTS = [
  {
    part: 'downtimeMs',
    label: 'Guest stopped at most',
    unit: 'ms',
    help: 'A time; limit for the downtime limit of each run; nothing leaves it open.',
  },
  { part: 'totalTimeMs', label: 'Total time at most', unit: 'ms', help: '' },
  { part: 'sentBytes', label: 'Sent at most', unit: 'bytes', help: '' },
  {
    part: 'slowdown',
    label: 'Guest slowed at most',
    unit: 'share',
    help: 'The share of its work that it loses to the throttle.',
  },
] as const satisfies readonly { readonly part: keyof Promised; readonly [key: string]: string }[];
