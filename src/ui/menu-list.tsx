import { Check } from 'lucide-react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './list.module.css';
import type { MenuProps } from './menu.tsx';
import type { Opened } from './opened-by.tsx';

interface MenuListProps extends Omit<MenuProps<string>, 'children'> {
  readonly opened: Opened;
}

/** What a `Menu` opens. */
export function MenuList({ label, items, onAction, selected, opened }: MenuListProps) {
  const selection = selected ? { selectionMode: 'single' as const, selectedKeys: [selected] } : {};
  return (
    <Popover
      isOpen
      onOpenChange={opened.close}
      triggerRef={opened.button}
      trigger="MenuTrigger"
      placement="bottom start"
      aria-labelledby={opened.buttonId}
      className={styles.popover ?? ''}
      offset={4}
    >
      <Menu
        aria-label={label}
        className={styles.list ?? ''}
        items={items}
        autoFocus={opened.focus}
        onAction={(key) => onAction(String(key))}
        onClose={opened.close}
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
      </Menu>
    </Popover>
  );
}
