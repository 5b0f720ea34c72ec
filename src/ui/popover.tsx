import { lazy, type ReactElement, type ReactNode } from 'react';
import { OpenedBy } from './opened-by.tsx';

export interface PopoverProps {
  /** The `Button` or `IconButton` that opens it; its name is the panel's name too. */
  readonly button: ReactElement;
  readonly children: ReactNode;
}

/** A small panel of controls that opens beside its button. */
export function Popover({ button, children }: PopoverProps) {
  return (
    <OpenedBy button={button} opens="dialog">
      {(opened) => <PopoverPanel opened={opened}>{children}</PopoverPanel>}
    </OpenedBy>
  );
}

const PopoverPanel = lazy(async () => ({ default: (await import('./popover-panel.tsx')).PopoverPanel }));
