import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { Plan, Promised } from '../../sweep/study/plan.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { formatQuantity, parseQuantity } from '../lab/scenario/quantity.ts';
import styles from './sweep.module.css';
import { PROMISES } from './tables.ts';

/** What the owner of the guest was promised: what of it is left open is not asked of a run. */
export function PromiseControls({ plan }: { readonly plan: Plan }) {
  const { editPlan } = useAppStore().getState();
  const set = (part: keyof Promised, value: Promised['downtimeMs']): void =>
    editPlan((now) => ({ ...now, promise: { ...now.promise, [part]: value } }));
  return (
    <fieldset className={styles.promise}>
      <legend>{t('What a success must keep')}</legend>
      {PROMISES.map(({ part, label, unit, help }) => (
        <NumberField
          key={part}
          label={t(label)}
          help={help && t(help)}
          value={numberOf(plan.promise[part])}
          format={(value) =>
            value === OPEN ? t('open') : value === LIMIT ? t('the limit') : formatQuantity(value, unit)
          }
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
function parsed(text: string, part: keyof Promised, unit: (typeof PROMISES)[number]['unit']): number {
  const word = text.trim().toLowerCase();
  if (word === '' || word === t('open').toLowerCase()) return OPEN;
  if (part === 'downtimeMs' && (word === t('the limit').toLowerCase() || word === t('limit').toLowerCase()))
    return LIMIT;
  const value = parseQuantity(text, unit);
  if (value < 0 || (part === 'slowdown' && value > 1))
    throw new Error(part === 'slowdown' ? t('From 0 to 100 %.') : t('At least 0.'));
  return value;
}
