import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './list.module.css';

export interface MenuItemProps<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly detail?: string;
  /** As in `Keys`. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
}

export interface MenuProps<T extends string> {
  readonly label: string;
  readonly items: readonly MenuItemProps<T>[];
  readonly onAction: (id: T) => void;
  /** Marks the item that is in force; the menu is then a choice of one. */
  readonly selected?: T;
  /** The `Button` or `IconButton` that opens it. */
  readonly children: ReactElement;
}

/** A button that opens a list of things to do, or to choose from. */
export function Menu<T extends string>({ label, items, onAction, selected, children }: MenuProps<T>) {
  const selection = selected ? { selectionMode: 'single' as const, selectedKeys: [selected] } : {};
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu
          aria-label={label}
          className={styles.list ?? ''}
          items={items}
          onAction={(key) => onAction(key as T)}
          disabledKeys={items.filter((item) => item.isDisabled).map((item) => item.id)}
          {...selection}
        >
          {(item) => (
            <MenuItem id={item.id} textValue={item.label} className={styles.item ?? ''}>
              <Check aria-hidden size="1em" className={styles.check} />
              <span>
                {item.label}
                {item.detail && <span className={styles.detail}>{item.detail}</span>}
              </span>
              {item.keys && <Keys keys={item.keys} />}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
