import type { ReactNode } from 'react';
import { t } from '../../../language/t.ts';
import { FIELDS, type Field, type FieldName, type FieldValue } from '../../../store/fields.ts';
import type { FieldProps } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { Slider, type SliderProps } from '../../../ui/slider.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { formatBytes, pagesToBytes } from '../../../units.ts';
import { fromScale, isNumberField, type NumberFieldName, numberOnScale, toScale } from './field-number.ts';

export interface FieldControlProps {
  readonly name: FieldName;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  /** Other words than the field's own. */
  readonly label?: string;
  readonly help?: ReactNode;
  /** A number can be no more than this. */
  readonly most?: number;
  readonly ticks?: SliderProps['ticks'];
  /** Another default than the field's own. */
  readonly defaultValue?: FieldValue;
  /** Of a choice, the ones that make no sense here. */
  readonly without?: readonly string[];
}

/** The control that fits the field, with its unit, QEMU's name, its default and one sentence. */
export function FieldControl(props: FieldControlProps) {
  const { name, value, onChange } = props;
  if (isNumberField(name)) return <NumberControl {...props} name={name} />;
  const { control }: Field = FIELDS[name];
  if (control.kind === 'switch') return <Switch {...wordsOf(props)} value={value === true} onChange={onChange} />;
  return <ChoiceControl {...props} />;
}

function NumberControl(props: FieldControlProps & { readonly name: NumberFieldName }) {
  const { name, value, onChange, most, ticks = [], help = t(FIELDS[name].help) } = props;
  const scale = numberOnScale(name, most);
  return (
    <Slider
      {...wordsOf(props)}
      {...scale}
      value={toScale(name, value)}
      onChange={(chosen) => onChange(fromScale(name, chosen))}
      ticks={ticks}
      help={
        FIELDS[name].unit === 'pages' ? (
          <>
            {formatBytes(pagesToBytes(Number(value)))}. {help}
          </>
        ) : (
          help
        )
      }
    />
  );
}

/** A few short ones stand side by side, others open as a list. */
function ChoiceControl(props: FieldControlProps) {
  const { value, onChange, without = [] } = props;
  const options = optionsOf(props.name).filter((option) => !without.includes(option.value));
  if (options.length < 2 || options.length > 4)
    return (
      <Select
        {...wordsOf(props)}
        value={String(value)}
        onChange={onChange}
        options={options.map((option) => ({ value: option.value, label: option.label, detail: option.help }))}
      />
    );
  return <Segmented {...wordsOf(props)} value={String(value)} onChange={onChange} options={options} />;
}

function wordsOf({ name, value, onChange, label, help, without = [], ...rest }: FieldControlProps): FieldProps {
  const field: Field = FIELDS[name];
  const { defaultValue = field.defaultValue } = rest;
  const hasDefault = !without.includes(String(defaultValue));
  return {
    label: label ?? t(field.label),
    help: help ?? t(field.help),
    ...(field.qemuName && { qemuName: field.qemuName }),
    ...(hasDefault && { defaultText: defaultText(name, defaultValue) }),
    onReset: hasDefault && value !== defaultValue ? () => onChange(defaultValue) : undefined,
  };
}

function defaultText(name: FieldName, defaultValue: FieldValue): string {
  if (isNumberField(name)) return numberOnScale(name).format(toScale(name, defaultValue));
  if (typeof defaultValue === 'boolean') return defaultValue ? t('on') : t('off');
  return optionsOf(name).find(({ value }) => value === defaultValue)?.label ?? String(defaultValue);
}

function optionsOf(name: FieldName) {
  const { control }: Field = FIELDS[name];
  if (control.kind !== 'choice') return [];
  return control.options.map(({ value, label, help }) => ({ value, label: t(label), help: t(help) }));
}
