import { lazy, Suspense, useState } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { addressOfPlace } from '../learn/address.ts';
import styles from './tour.module.css';
import { forgetInvitation, isInvited } from './visited.ts';

const Tour = lazy(async () => ({ default: (await import('./tour.tsx')).Tour }));

/** What the Lab offers on a first visit, in a line that takes nothing away; and the tour itself while it is taken. */
export function Invitation() {
  const [isOffered, setOffered] = useState(isInvited);
  const isTaken = useApp(isTakenOf);
  const isWhole = useApp(isWholeOf);
  const { moveTour } = useAppStore().getState();
  const close = () => {
    forgetInvitation();
    setOffered(false);
  };
  if (!isWhole) return null;
  if (isTaken)
    return (
      <Suspense fallback={null}>
        <Tour />
      </Suspense>
    );
  if (!isOffered) return null;
  return (
    <aside className={styles.invitation} aria-label={t('First visit')}>
      <span>{t('New here?')}</span>
      <Button
        variant="quiet"
        onPress={() => {
          close();
          moveTour(0);
        }}
      >
        {t('Tour of the screen')}
      </Button>
      <a href={addressOfPlace({})}>{t('Lessons')}</a>
      <Button variant="quiet" onPress={close}>
        {t('Not now')}
      </Button>
    </aside>
  );
}

const isTakenOf = (state: AppState) => state.tourStop !== null;
const isWholeOf = (state: AppState) => state.showing === 'full';
