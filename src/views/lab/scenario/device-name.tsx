import { useId, useState } from 'react';
import { FieldError, FieldHead, FieldHelp, fieldClass, labelClass } from '../../../ui/field.tsx';
import styles from './scenario.module.css';

export interface DeviceNameProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

/** The name of the device as QEMU's messages have it. Taken on Enter or when the focus leaves, Escape takes it back. */
export function DeviceName({ name, onChange }: DeviceNameProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const isEmpty = draft !== null && draft.trim() === '';
  function settle() {
    if (draft === null || isEmpty) return;
    setDraft(null);
    if (draft.trim() !== name) onChange(draft.trim());
  }
  return (
    <div className={fieldClass}>
      <FieldHead>
        <label htmlFor={id} className={labelClass}>
          Name
        </label>
      </FieldHead>
      <input
        id={id}
        className={styles.text}
        value={draft ?? name}
        maxLength={MOST_CHARACTERS}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isEmpty}
        aria-describedby={`${id}-help ${id}-error`}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      <FieldError id={`${id}-error`}>{isEmpty ? 'A device needs a name.' : null}</FieldError>
      <FieldHelp
        id={`${id}-help`}
        field={{
          label: 'Name',
          qemuName: 'host',
          defaultText: DEFAULT_NAME,
          help: "The device's PCI address, as it stands in QEMU's messages.",
        }}
      />
    </div>
  );
}

const DEFAULT_NAME = '0000:01:00.0';
const MOST_CHARACTERS = 64;
