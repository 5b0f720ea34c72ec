import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { FieldHead, FieldHelp, type FieldProps, fieldClass, labelClass } from './field.tsx';
import styles from './segmented.module.css';

export interface SegmentedOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Stands under the control while this option is chosen, before the field's own help. */
  readonly help?: string;
  readonly isDisabled?: boolean;
}

export interface SegmentedProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Two to six; more belong in a `Select`. */
  readonly options: readonly SegmentedOption<T>[];
  /** The label is read out but not drawn. */
  readonly isLabelHidden?: boolean;
}

/** One of a few, all of them in view. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, onChange, options, isLabelHidden = false, isDisabled = false } = props;
  const chosenHelp = options.find((option) => option.value === value)?.help;
  const field = chosenHelp ? { ...props, help: joined(chosenHelp, props.help) } : props;
  return (
    <RadioGroup
      className={fieldClass}
      value={value}
      onChange={(chosen) => onChange(chosen as T)}
      isDisabled={isDisabled}
      orientation="horizontal"
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && (
        <FieldHead>
          <Label className={labelClass}>{label}</Label>
        </FieldHead>
      )}
      <div className={styles.segments}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} isDisabled={option.isDisabled ?? false}>
            <RadioButton className={styles.segment ?? ''}>{option.label}</RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldHelp field={field} />
    </RadioGroup>
  );
}

const joined = (chosenHelp: string, help: FieldProps['help']) =>
  help ? (
    <>
      {chosenHelp} {help}
    </>
  ) : (
    chosenHelp
  );
