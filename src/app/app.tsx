import { lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '../language/t.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import type { AppState } from '../store/app-store.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { Toasts } from '../ui/toasts.tsx';
import styles from './app.module.css';
import { EmbedBar } from './embed-bar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useShortcuts } from './keyboard.ts';
import { SceneBar } from './scene-bar.tsx';
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
  const [isFindOpen, setFindOpen] = useState(false);
  const [isShareOpen, setShareOpen] = useState(false);
  const [areScenesOpen, setScenesOpen] = useState(false);
  const { setShowing } = useAppStore().getState();
  const showing = useApp(showingOf);
  useShortcuts({
    help: () => setHelpOpen(true),
    find: () => setFindOpen(true),
    present: () => setShowing(showing === 'present' ? 'full' : 'present'),
  });
  return (
    <ErrorBoundary>
      <div className={styles.app}>
        <div>
          {showing === 'full' && (
            <TopBar
              screen={screen}
              onFind={() => setFindOpen(true)}
              onScenes={() => setScenesOpen(true)}
              onHelp={() => setHelpOpen(true)}
              onShare={() => setShareOpen(true)}
            />
          )}
          {showing === 'present' && <SceneBar onScenes={() => setScenesOpen(true)} />}
        </div>
        <main className={styles.screen}>
          <ErrorBoundary key={screen.id}>
            <Suspense
              fallback={
                <p className={styles.wait} data-fetching>
                  {t('Opening the {screen}', { screen: t(screen.title) })}
                </p>
              }
            >
              <screen.Body />
            </Suspense>
          </ErrorBoundary>
        </main>
        <Suspense>{screen.transport && transports?.[screen.transport]}</Suspense>
        {showing === 'embed' && <EmbedBar />}
        <Toasts className={styles.toasts}>{notices}</Toasts>
      </div>
      <Suspense>
        {isFindOpen && (
          <FindDialog
            onClose={() => setFindOpen(false)}
            onHelp={() => setHelpOpen(true)}
            onShare={() => setShareOpen(true)}
          />
        )}
        {isShareOpen && <ShareDialog onClose={() => setShareOpen(false)} />}
        {areScenesOpen && <ScenesDialog onClose={() => setScenesOpen(false)} />}
        {isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
      </Suspense>
    </ErrorBoundary>
  );
}

/* Each is fetched when it is asked for. */
const FindDialog = lazy(async () => ({ default: (await import('./find-dialog.tsx')).FindDialog }));
const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));
const ScenesDialog = lazy(async () => ({ default: (await import('./scenes-dialog.tsx')).ScenesDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog }));

const showingOf = (state: AppState) => state.showing;
