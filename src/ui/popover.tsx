import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, DialogTrigger } from 'react-aria-components';
import styles from './popover.module.css';

export interface PopoverProps {
  /** The `Button` or `IconButton` that opens it; its name is the panel's name too. */
  readonly button: ReactElement;
  readonly children: ReactNode;
}

/** A small panel of controls that opens beside its button. */
export function Popover({ button, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {button}
      {/* Without react-aria's Dialog inside, the panel is the dialog itself. */}
      <AriaPopover className={styles.popover ?? ''} offset={6}>
        {children}
      </AriaPopover>
    </DialogTrigger>
  );
}
