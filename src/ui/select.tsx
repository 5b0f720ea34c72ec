import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { t } from '../language/t.ts';
import { FieldHead, FieldHelp, type FieldProps, fieldClass, labelClass } from './field.tsx';
import listStyles from './list.module.css';
import styles from './select.module.css';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Few words behind the label, paler, in the closed control too: `the patch, 4/9`. */
  readonly aside?: string;
  /** A second line in the open list: what this choice means. */
  readonly detail?: string;
  readonly isDisabled?: boolean;
  /** Stands over this option and those of the same section, which follow each other. Of all options or of none. */
  readonly section?: string;
}

export interface SelectProps<T extends string> extends FieldProps {
  /** `null` when none of the options is what is set; `placeholder` says what is. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly SelectOption<T>[];
  readonly placeholder?: string;
  readonly isLabelHidden?: boolean;
}

/** One of many, in a list that opens. */
export function Select<T extends string>(props: SelectProps<T>) {
  const {
    label,
    value,
    onChange,
    options,
    placeholder = t('Choose'),
    isLabelHidden = false,
    isDisabled = false,
  } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <AriaSelect
      className={fieldClass}
      value={value}
      onChange={(key) => key !== null && onChange(key as T)}
      isDisabled={isDisabled}
      disabledKeys={options.filter((option) => option.isDisabled).map((option) => option.value)}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && (
        <FieldHead>
          <Label className={labelClass}>{label}</Label>
        </FieldHead>
      )}
      <Button className={styles.button ?? ''}>
        <SelectValue className={styles.chosen ?? ''}>
          {chosen?.label ?? placeholder}{' '}
          {chosen?.aside && (
            <span translate="no" className={listStyles.aside}>
              {chosen.aside}
            </span>
          )}
        </SelectValue>
        <ChevronDown aria-hidden size="1em" />
      </Button>
      <FieldHelp field={props} />
      <Popover className={`${listStyles.popover} ${styles.popover}`} offset={4}>
        <ListBox className={listStyles.list ?? ''}>
          {sectionsOf(options).map(([section, inside]) =>
            section === undefined ? (
              inside.map(item)
            ) : (
              <ListBoxSection key={section}>
                <Header className={listStyles.section ?? ''}>{section}</Header>
                {inside.map(item)}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

const item = <T extends string>(option: SelectOption<T>) => (
  <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={listStyles.item ?? ''}>
    <Check aria-hidden size="1em" className={listStyles.check} />
    <span>
      {option.label}{' '}
      {option.aside && (
        <span translate="no" className={listStyles.aside}>
          {option.aside}
        </span>
      )}
      {option.detail && <span className={listStyles.detail}>{option.detail}</span>}
    </span>
  </ListBoxItem>
);

/** Neighbours of the same section together. */
function sectionsOf<T extends string>(
  options: readonly SelectOption<T>[],
): (readonly [section: string | undefined, inside: SelectOption<T>[]])[] {
  const sections: (readonly [string | undefined, SelectOption<T>[]])[] = [];
  for (const option of options) {
    const last = sections.at(-1);
    if (last && last[0] === option.section) last[1].push(option);
    else sections.push([option.section, [option]]);
  }
  return sections;
}
