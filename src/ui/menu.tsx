import { lazy, type ReactElement } from 'react';
import { OpenedBy } from './opened-by.tsx';

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
export function Menu<T extends string>({ children, onAction, ...list }: MenuProps<T>) {
  return (
    <OpenedBy button={children} opens="menu">
      {(opened) => <MenuList {...list} onAction={(id) => onAction(id as T)} opened={opened} />}
    </OpenedBy>
  );
}

const MenuList = lazy(async () => ({ default: (await import('./menu-list.tsx')).MenuList }));
