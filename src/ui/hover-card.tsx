import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from 'react-aria-components';
import styles from './hover-card.module.css';

export interface HoverCardProps {
  /** What is shown; may hold text of several lines, and nothing to press. */
  readonly card: ReactNode;
  /** One element that takes the focus, such as a link. */
  readonly children: ReactElement<Record<string, unknown>, string>;
}

/** Shows a card beside an element on hover and focus; Escape closes it. Touch has no hover: the element itself leads on. */
export function HoverCard({ card, children }: HoverCardProps) {
  return (
    <TooltipTrigger delay={250} closeDelay={100}>
      <Focusable>{children}</Focusable>
      <AriaTooltip className={styles.card ?? ''} offset={6}>
        {card}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
