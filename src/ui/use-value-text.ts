import { type ComponentProps, useState } from 'react';

export interface ValueText<Value = number> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** @throws Error whose message is one sentence for the person who typed. */
  readonly parse: (text: string) => Value;
  readonly format: (value: Value) => string;
  /** The value one arrow key up (1) or down (-1) from `value`. */
  readonly step?: ((value: Value, direction: 1 | -1) => Value) | undefined;
}

/**
 * Text entry for a number with a unit, or for several. What is typed becomes a value on Enter or when the focus leaves, Escape takes it
 * back. A text that is not a value stays as typed, with the reason in `error`.
 */
export function useValueText<Value>({ value, onChange, parse, format, step }: ValueText<Value>) {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const text = draft ?? format(value);

  function settle() {
    // The formatted text is rounded: leaving it as it was must not round the value.
    if (draft === null || draft === format(value)) return forget();
    try {
      onChange(parse(draft));
      forget();
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault));
    }
  }
  function forget() {
    setDraft(null);
    setError(null);
  }

  const inputProps: ComponentProps<'input'> = {
    type: 'text',
    value: text,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': error !== null,
    onFocus: (event) => event.currentTarget.select(),
    onChange: (event) => setDraft(event.currentTarget.value),
    onBlur: settle,
    onKeyDown: (event) => {
      if (event.key === 'Enter') settle();
      else if (event.key === 'Escape' && draft !== null) {
        forget();
        event.stopPropagation(); // the dialog around the field stays open
      } else if (step && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        forget();
        onChange(step(value, event.key === 'ArrowUp' ? 1 : -1));
      }
    },
  };
  return { inputProps, error };
}
