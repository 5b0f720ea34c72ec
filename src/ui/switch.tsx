import { SwitchButton, SwitchField } from 'react-aria-components';
import { FieldHelp, type FieldProps, fieldClass } from './field.tsx';
import styles from './switch.module.css';

export interface SwitchProps extends FieldProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** On or off, in force at once. */
export function Switch(props: SwitchProps) {
  const { label, value, onChange, isDisabled = false } = props;
  return (
    <SwitchField className={fieldClass} isSelected={value} onChange={onChange} isDisabled={isDisabled}>
      <SwitchButton className={styles.switch ?? ''}>
        {label}
        <span className={styles.track} aria-hidden />
      </SwitchButton>
      <FieldHelp field={props} />
    </SwitchField>
  );
}
