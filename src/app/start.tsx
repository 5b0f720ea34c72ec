import { lazy, StrictMode, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../language/catalogues.ts';
import { speech } from '../language/t.ts';
import { createBrowserStore } from '../store/browser-store.ts';
import { AppStoreProvider, useAppStore } from '../store/use-app.ts';
import { useColourScheme } from '../ui/theme.ts';
import { App } from './app.tsx';
import { keepForOffline } from './isolation.ts';
import { LabTransport } from './lab-transport.tsx';
import { markRoot } from './root-marks.ts';
import { StoreNotices } from './store-notices.tsx';

/** Puts the app with its store and its engine into `container`, in its reader's language, and opens what the address holds. */
export async function startApp(container: HTMLElement): Promise<void> {
  await startLanguage();
  const store = createBrowserStore();
  markRoot(store, document.documentElement);
  createRoot(container).render(
    <StrictMode>
      <I18nProvider locale={speech().language}>
        <AppStoreProvider value={store}>
          <MapTheme />
          <App transports={TRANSPORTS} notices={<StoreNotices />} />
        </AppStoreProvider>
      </I18nProvider>
    </StrictMode>,
  );
  const stop = store.frames.onFrame(() => {
    stop();
    keepForOffline();
  });
  void store.start();
}

const CompareTransport = lazy(async () => ({ default: (await import('./compare-transport.tsx')).CompareTransport }));
const TRANSPORTS = { lab: <LabTransport />, compare: <CompareTransport /> };

/** The pages are painted in the worker, which cannot ask CSS for the theme. */
function MapTheme() {
  const theme = useColourScheme();
  const { setMaps } = useAppStore().getState();
  useEffect(() => {
    setMaps({ theme });
  }, [theme, setMaps]);
  return null;
}
