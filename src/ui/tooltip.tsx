import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  /** Keys that do the same, as in `Keys`. */
  readonly keys?: string;
  /** One control of react-aria-components: it gets the hover and focus handlers. */
  readonly children: ReactElement;
}

/** Says more about a control on hover and focus. Nothing a person needs stands only here: touch has no hover. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ''} offset={6}>
        {text}
        {keys && <Keys keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
