import type { ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import type { Opened } from './opened-by.tsx';
import styles from './popover.module.css';

/** What a `Popover` opens. Without react-aria's Dialog inside, the panel is the dialog itself. */
export function PopoverPanel({ opened, children }: { readonly opened: Opened; readonly children: ReactNode }) {
  return (
    <Popover
      isOpen
      onOpenChange={opened.close}
      triggerRef={opened.button}
      trigger="DialogTrigger"
      aria-labelledby={opened.buttonId}
      className={styles.popover ?? ''}
      offset={6}
    >
      {children}
    </Popover>
  );
}
