import { CircleAlert, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../language/t.ts';
import { IconButton } from './icon-button.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  /** `error` is read out at once (`role=alert`), the others when the reader pauses (`role=status`). */
  readonly kind?: 'info' | 'error';
  readonly title?: string;
  readonly onDismiss?: (() => void) | undefined;
  /** Buttons: what can be done about it. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** One message in the flow of a panel. For a passing one over the page take `notify`. */
export function Notice({ kind = 'info', title, onDismiss, actions, children }: NoticeProps) {
  const Icon = kind === 'error' ? CircleAlert : Info;
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon aria-hidden size="1.125em" className={styles.icon} />
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.text}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {onDismiss && <IconButton label={t('Dismiss')} icon={<X />} onPress={onDismiss} />}
    </div>
  );
}
