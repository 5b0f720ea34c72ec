import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, Dialog, DialogTrigger } from 'react-aria-components';
import styles from './popover.module.css';

export interface PopoverProps {
  /** Names the panel for a screen reader. */
  readonly label: string;
  /** The `Button` or `IconButton` that opens it. */
  readonly button: ReactElement;
  readonly children: ReactNode;
}

/** A small panel of controls that opens beside its button. */
export function Popover({ label, button, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {button}
      <AriaPopover className={styles.popover ?? ''} offset={6}>
        <Dialog aria-label={label} className={styles.dialog ?? ''}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
