import { type ReactElement, type ReactNode, type RefObject, Suspense, useId, useRef, useState } from 'react';
import { ButtonContext, type ButtonProps } from 'react-aria-components';

/** What a button has opened beside itself. */
export interface Opened {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly buttonId: string;
  /** The item that takes the focus; true is the chosen one, or none. */
  readonly focus: 'first' | 'last' | true;
  readonly close: () => void;
}

export interface OpenedByProps {
  /** The `Button` or `IconButton`. */
  readonly button: ReactElement;
  readonly opens: 'menu' | 'dialog';
  /** Mounted while it is open; may be fetched then. */
  readonly children: (opened: Opened) => ReactNode;
}

/** A button with something that opens beside it. The triggers of react-aria would bring all that opens with the first load. */
export function OpenedBy({ button, opens, children }: OpenedByProps) {
  const id = useId();
  const ref = useRef<HTMLButtonElement>(null);
  const [focus, setFocus] = useState<Opened['focus'] | null>(null);
  const isOpen = focus !== null;
  const onKeyDown: ButtonProps['onKeyDown'] = (event) => {
    if (event.key === 'ArrowDown') setFocus('first');
    else if (event.key === 'ArrowUp') setFocus('last');
    else event.continuePropagation();
  };
  const trigger = {
    id,
    ref,
    isPressed: isOpen,
    'aria-expanded': isOpen,
    onPress: ({ pointerType }) => setFocus(pointerType === 'keyboard' || pointerType === 'virtual' ? 'first' : true),
    ...(opens === 'menu' && { 'aria-haspopup': opens, onKeyDown }),
  } satisfies ButtonProps & { isPressed: boolean; ref: RefObject<HTMLButtonElement | null> };
  return (
    <>
      <ButtonContext value={trigger}>{button}</ButtonContext>
      {isOpen && <Suspense>{children({ button: ref, buttonId: id, focus, close: () => setFocus(null) })}</Suspense>}
    </>
  );
}
