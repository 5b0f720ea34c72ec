import { Component, type ReactNode } from 'react';
import { t } from '../language/t.ts';
import { Button } from '../ui/button.tsx';
import styles from './error-boundary.module.css';

/** Shows what went wrong where the screen would have been. The scenario is in the address, so a reload brings it back. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { fault: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render() {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return (
      <div role="alert" className={styles.fault}>
        <h1>{t('This screen has stopped working')}</h1>
        <p translate="no">
          {fault.name}: {fault.message}
        </p>
        <p>{t('The scenario is in the address of this page: a reload begins with it again.')}</p>
        <div className={styles.actions}>
          <Button variant="primary" onPress={() => location.reload()}>
            {t('Reload')}
          </Button>
          <Button onPress={() => this.setState({ fault: null })}>{t('Try again')}</Button>
        </div>
        {fault.stack && (
          <details>
            <summary>{t('Details for a report')}</summary>
            <pre>{fault.stack}</pre>
          </details>
        )}
      </div>
    );
  }
}
