import { type CSSProperties, useId } from 'react';
import { t } from '../language/t.ts';
import { FieldError, FieldHead, FieldHelp, type FieldProps, fieldClass, labelClass } from './field.tsx';
import styles from './slider.module.css';
import { placeOf } from './slider-stops.ts';
import { useValueText } from './use-value-text.ts';

export interface SliderProps extends FieldProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Ascending; `linearStops` and `logStops` make them. The thumb and the arrow keys go from stop to stop. */
  readonly stops: readonly number[];
  /** With its unit. */
  readonly format: (value: number) => string;
  /** Makes the value a text field that takes what lies between the stops too; throws as in `ValueText`. */
  readonly parse?: (text: string) => number;
  /** Marks under the track, each at its place. */
  readonly ticks?: readonly { readonly value: number; readonly label: string }[];
  readonly isLabelHidden?: boolean;
}

/**
 * A value on a scale, by hand or as text. The browser's own range input, because react-aria reads out its number where
 * a scale that is not linear must read out the value with its unit.
 */
export function Slider(props: SliderProps) {
  const { label, value, onChange, stops, format, parse, ticks = [], isLabelHidden = false, isDisabled = false } = props;
  const id = useId();
  const last = stops.length - 1;
  const shareOf = (at: number) => placeOf(stops, at) / last;
  return (
    <div className={fieldClass}>
      {!isLabelHidden && (
        <FieldHead value={parse ? null : <output className={styles.value}>{format(value)}</output>}>
          <label htmlFor={id} className={labelClass}>
            {label}
          </label>
          {parse && <SliderText {...props} parse={parse} />}
        </FieldHead>
      )}
      <input
        id={id}
        type="range"
        className={styles.range}
        min={0}
        max={last}
        step={1}
        value={Math.round(placeOf(stops, value))}
        disabled={isDisabled}
        aria-valuetext={format(value)}
        aria-describedby={`${id}-help`}
        {...(isLabelHidden ? { 'aria-label': label } : {})}
        style={{ '--share': Math.round(placeOf(stops, value)) / last } as CSSProperties}
        onChange={(event) => onChange(stops[Number(event.currentTarget.value)]!)}
      />
      {ticks.length > 0 && (
        <div className={styles.ticks} aria-hidden>
          {ticks.map((tick) => (
            <span key={tick.value} style={{ '--share': shareOf(tick.value) } as CSSProperties}>
              {tick.label}
            </span>
          ))}
        </div>
      )}
      <FieldHelp field={props} id={`${id}-help`} />
    </div>
  );
}

function SliderText(props: SliderProps & { readonly parse: (text: string) => number }) {
  const { label, value, onChange, stops, format, parse, isDisabled = false } = props;
  const id = useId();
  const nextStop = (from: number, direction: 1 | -1) => {
    const place = placeOf(stops, from);
    const next = direction === 1 ? Math.floor(place) + 1 : Math.ceil(place) - 1;
    return stops[Math.min(Math.max(next, 0), stops.length - 1)]!;
  };
  const { inputProps, error } = useValueText({ value, onChange, parse, format, step: nextStop });
  return (
    <span className={styles.entry}>
      <input
        {...inputProps}
        className={`${styles.value} ${styles.text}`}
        disabled={isDisabled}
        aria-label={t('{field}, as text', { field: label })}
        aria-describedby={`${id}-error`}
      />
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </span>
  );
}
