import { useId, useState } from 'react';
import { t } from '../../../language/t.ts';
import { FieldError, FieldHead, FieldHelp, fieldClass, labelClass } from '../../../ui/field.tsx';
import styles from './scenario.module.css';

export interface DeviceNameProps {
  readonly name: string;
  /** Names of all devices: each has its own. */
  readonly taken: readonly string[];
  readonly onChange: (name: string) => void;
}

/** The name of the device as QEMU's messages have it. Taken on Enter or when the focus leaves, Escape takes it back. */
export function DeviceName({ name, taken, onChange }: DeviceNameProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const fault = draft === null ? null : faultOf(draft.trim(), name, taken);
  function settle() {
    if (draft === null || fault) return;
    setDraft(null);
    if (draft.trim() !== name) onChange(draft.trim());
  }
  return (
    <div className={fieldClass}>
      <FieldHead>
        <label htmlFor={id} className={labelClass}>
          {t('Name')}
        </label>
      </FieldHead>
      <input
        id={id}
        className={styles.text}
        value={draft ?? name}
        maxLength={MOST_CHARACTERS}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-help ${id}-error`}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      <FieldError id={`${id}-error`}>{fault}</FieldError>
      <FieldHelp
        id={`${id}-help`}
        field={{
          label: t('Name'),
          qemuName: 'host',
          defaultText: DEFAULT_NAME,
          help: t("The device's PCI address, as it stands in QEMU's messages."),
        }}
      />
    </div>
  );
}

function faultOf(draft: string, name: string, taken: readonly string[]): string | null {
  if (draft === '') return t('A device needs a name.');
  return draft !== name && taken.includes(draft) ? t('Another device has this name.') : null;
}

const DEFAULT_NAME = '0000:01:00.0';
const MOST_CHARACTERS = 64;
