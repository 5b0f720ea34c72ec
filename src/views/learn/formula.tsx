import { useContext } from 'react';
import type { Formula as FormulaData, FormulaSymbol } from '../../content/lesson.ts';
import { t } from '../../language/t.ts';
import styles from './learn.module.css';
import { LitContext } from './lit.ts';
import { type Numbers, sayValue } from './paragraph.tsx';

/** A formula whose symbols point to their marks in the figure, and say what they stand for and how much it is. */
export function Formula({ formula, numbers }: { readonly formula: FormulaData; readonly numbers: Numbers }) {
  const { light } = useContext(LitContext);
  const symbolNamed = (sign: string) => formula.symbols.find((symbol) => symbol.sign === sign);
  return (
    <figure className={styles.formula} aria-label={t('Formula')} onPointerLeave={() => light(null)}>
      <p className={styles.law}>
        {t(formula.text)
          .split(/(\{[^}]+\})/)
          .map((part, i) => {
            const symbol = symbolNamed(part.slice(1, -1));
            // The parts of a formula never change their order.
            const key = `${i} ${part}`;
            return symbol ? <Sign key={key} symbol={symbol} numbers={numbers} /> : <span key={key}>{part}</span>;
          })}
      </p>
      <dl className={styles.symbols}>
        {formula.symbols.map((symbol) => (
          <Meaning key={symbol.sign} symbol={symbol} numbers={numbers} />
        ))}
      </dl>
    </figure>
  );
}

interface SymbolProps {
  readonly symbol: FormulaSymbol;
  readonly numbers: Numbers;
}

function Sign({ symbol: { sign, means, mark, value }, numbers }: SymbolProps) {
  const lit = useContext(LitContext);
  return (
    <button
      type="button"
      className={styles.sign}
      data-lit={lit.mark === mark}
      aria-label={t('{sign}: {means}, {value}. Shown in the figure.', {
        sign,
        means: t(means),
        value: sayValue(value, numbers),
      })}
      onPointerEnter={() => lit.light(mark)}
      onFocus={() => lit.light(mark)}
      onBlur={() => lit.light(null)}
      onClick={() => lit.light(mark)}
    >
      {sign}
    </button>
  );
}

function Meaning({ symbol: { sign, means, mark, value }, numbers }: SymbolProps) {
  const lit = useContext(LitContext);
  return (
    <div data-lit={lit.mark === mark} onPointerEnter={() => lit.light(mark)} onPointerLeave={() => lit.light(null)}>
      <dt>
        <i>{sign}</i> {t(means)}
      </dt>
      <dd>{sayValue(value, numbers)}</dd>
    </div>
  );
}
