import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** What it does, for the tooltip and for a screen reader. */
  readonly label: string;
  /** An icon of lucide-react or a small svg; 18 px. */
  readonly icon: ReactNode;
  /** Keys as in `Keys`, shown in the tooltip: `Space`, `Shift+Left`. */
  readonly keys?: string;
  readonly variant?: 'plain' | 'primary' | 'quiet';
  readonly size?: 'normal' | 'large';
}

/** A square button with an icon, a tooltip and a name. */
export function IconButton({ label, icon, keys, variant = 'quiet', size = 'normal', ...rest }: IconButtonProps) {
  const className = `${styles.button} ${styles[variant]} ${styles.icon} ${size === 'large' ? styles.large : ''}`;
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <AriaButton {...rest} aria-label={label} className={className}>
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
