import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** `primary` for the one obvious thing to do, `quiet` for what needs no outline. */
  readonly variant?: 'plain' | 'primary' | 'quiet';
}

/** A button with words on it. For a lone icon take `IconButton`, which has a name and a tooltip. */
export function Button({ variant = 'plain', ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={`${styles.button} ${styles[variant]}`} />;
}
