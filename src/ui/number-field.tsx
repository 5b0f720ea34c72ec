import { useId } from 'react';
import { FieldError, FieldHead, FieldHelp, type FieldProps, fieldClass, labelClass } from './field.tsx';
import styles from './number-field.module.css';
import { useValueText, type ValueText } from './use-value-text.ts';

export interface NumberFieldProps<Value = number> extends FieldProps, ValueText<Value> {
  readonly isLabelHidden?: boolean;
}

/** A number with its unit, or a list of them, typed as text: `300 ms`, `10 Gbit/s`. What counts as one, the caller's `parse` says. */
export function NumberField<Value = number>(props: NumberFieldProps<Value>) {
  const { label, isLabelHidden = false, isDisabled = false } = props;
  const id = useId();
  const { inputProps, error } = useValueText(props);
  return (
    <div className={fieldClass}>
      {!isLabelHidden && (
        <FieldHead>
          <label htmlFor={id} className={labelClass}>
            {label}
          </label>
        </FieldHead>
      )}
      <input
        {...inputProps}
        {...(isLabelHidden ? { 'aria-label': label } : {})}
        id={id}
        className={styles.input}
        disabled={isDisabled}
        aria-describedby={`${id}-help ${id}-error`}
      />
      <FieldError id={`${id}-error`}>{error}</FieldError>
      <FieldHelp field={props} id={`${id}-help`} />
    </div>
  );
}
