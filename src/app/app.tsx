import { type ReactNode, Suspense, useState } from 'react';
import '../ui/tokens.css';
import '../ui/base.css';
import { Toasts } from '../ui/toasts.tsx';
import styles from './app.module.css';
import { ErrorBoundary } from './error-boundary.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { useShortcuts } from './keyboard.ts';
import { type TransportName, useScreen } from './screens.tsx';
import { TopBar } from './top-bar.tsx';

export interface AppProps {
  /** The transport bars, each shown under the screens that play its clock. */
  readonly transports?: Readonly<Record<TransportName, ReactNode>>;
  /** Notices that stay until they are dismissed, over the lower right of the screen. */
  readonly notices?: ReactNode;
}

/** Bar on top, the screen the address names, transport at the bottom. */
export function App({ transports, notices }: AppProps) {
  const screen = useScreen();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useShortcuts({ help: () => setHelpOpen(true) });
  return (
    <ErrorBoundary>
      <div className={styles.app}>
        <TopBar screen={screen} onHelp={() => setHelpOpen(true)} />
        <main className={styles.screen}>
          <ErrorBoundary key={screen.id}>
            <Suspense fallback={<p className={styles.wait}>Opening the {screen.title}</p>}>
              <screen.Body />
            </Suspense>
          </ErrorBoundary>
        </main>
        {screen.transport && transports?.[screen.transport]}
        <Toasts className={styles.toasts}>{notices}</Toasts>
      </div>
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </ErrorBoundary>
  );
}
