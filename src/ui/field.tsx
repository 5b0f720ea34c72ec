import type { ReactNode } from 'react';
import { Text } from 'react-aria-components';
import { t } from '../language/t.ts';
import styles from './field.module.css';

/** What every control that sets a value says about it. */
export interface FieldProps {
  readonly label: string;
  /** QEMU's own name: `downtime-limit`. */
  readonly qemuName?: string;
  /** The default with its unit: `300 ms`. */
  readonly defaultText?: string;
  /** One sentence: what it does here. */
  readonly help?: ReactNode;
  /** Shown as a button behind the default while the value differs from it. */
  readonly onReset?: (() => void) | undefined;
  readonly isDisabled?: boolean;
}

/** Space around a control, its label and its help. A class name, because the controls' roots are react-aria's. */
export const fieldClass = styles.field ?? '';
export const labelClass = styles.label ?? '';

/** The line above a control: its label on the left, its value or nothing on the right. */
export function FieldHead({ children, value }: { readonly children: ReactNode; readonly value?: ReactNode }) {
  return (
    <div className={styles.head}>
      {children}
      {value}
    </div>
  );
}

/**
 * The line under a control: `downtime-limit, default 300 ms. One sentence.`
 * @param id for a control that is not react-aria's, which names its description itself
 */
export function FieldHelp({ field, id }: { readonly field: FieldProps; readonly id?: string }) {
  const { qemuName, defaultText, help, onReset } = field;
  if (!qemuName && !defaultText && !help && !onReset) return null;
  const facts = [
    qemuName && <code key="name">{qemuName}</code>,
    defaultText && t('default {value}', { value: defaultText }),
  ].filter(Boolean);
  const text = (
    <>
      {facts[0]}
      {facts.length > 1 && ', '}
      {facts[1]}
      {facts.length > 0 && '. '}
      {help}
    </>
  );
  return (
    <div className={styles.help}>
      {id ? <span id={id}>{text}</span> : <Text slot="description">{text}</Text>}{' '}
      {onReset && (
        <button
          type="button"
          className={styles.reset}
          onClick={onReset}
          aria-label={t('Reset {field} to default', { field: field.label })}
        >
          {t('Reset')}
        </button>
      )}
    </div>
  );
}

/** Why the text that was entered is not a value. */
export function FieldError({ id, children }: { readonly id: string; readonly children: string | null }) {
  return (
    <div id={id} role="alert" className={styles.error}>
      {children}
    </div>
  );
}
