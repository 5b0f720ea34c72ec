import { type ReactNode, useSyncExternalStore } from 'react';
import { t } from '../language/t.ts';
import { Notice } from './notice.tsx';
import styles from './toasts.module.css';

export interface Toast {
  /** `info` goes away by itself after some seconds, `error` when it is dismissed. */
  readonly kind: 'info' | 'error';
  readonly title?: string;
  readonly text: string;
}

/** Shows a passing message over the page: what just happened. The same message again replaces the first. */
export function notify(toast: Toast): void {
  const shown = { ...toast, key: nextKey++ };
  set([...shownNow.filter((other) => other.text !== toast.text), shown].slice(-MOST_AT_ONCE));
  if (toast.kind === 'info') setTimeout(() => dismiss(shown.key), INFO_STAYS_MS);
}

export interface ToastsProps {
  readonly className?: string | undefined;
  /** Notices that somebody else keeps and dismisses; they stand above the passing ones. */
  readonly children?: ReactNode;
}

/** Where the messages appear; once in the app, which places it. */
export function Toasts({ className = '', children }: ToastsProps) {
  const toasts = useSyncExternalStore(subscribe, () => shownNow);
  return (
    <section aria-label={t('Notices')} className={`${styles.toasts} ${className}`}>
      {children}
      {toasts.map(({ key, kind, title, text }) => (
        <Notice key={key} kind={kind} onDismiss={() => dismiss(key)} {...(title ? { title } : {})}>
          {text}
        </Notice>
      ))}
    </section>
  );
}

type Shown = Toast & { readonly key: number };

const INFO_STAYS_MS = 6000;
const MOST_AT_ONCE = 3;
const listeners = new Set<() => void>();
let nextKey = 0;
let shownNow: readonly Shown[] = [];

function set(toasts: readonly Shown[]) {
  shownNow = toasts;
  for (const listener of listeners) listener();
}

const dismiss = (key: number) => set(shownNow.filter((toast) => toast.key !== key));

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
