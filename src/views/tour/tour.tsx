import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { TOUR } from '../../content/tour.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { Paragraph } from '../learn/paragraph.tsx';
import styles from './tour.module.css';

/** One stop after the other: a frame around a part of the screen, and a card that says what it is for. */
export function Tour() {
  const at = useApp(stopOf) ?? 0;
  const { moveTour } = useAppStore().getState();
  const stop = TOUR[at]!;
  const [isHigh, setHigh] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const part = document.querySelector<HTMLElement>(`[data-tour="${stop.at}"]`);
    part?.scrollIntoView({ block: 'nearest' });
    part?.setAttribute('data-touring', '');
    // The card lies in the half of the window that the part has less of.
    const box = part?.getBoundingClientRect();
    setHigh(box !== undefined && box.top + box.bottom > window.innerHeight);
    title.current?.focus({ preventScroll: true });
    return () => part?.removeAttribute('data-touring');
  }, [stop]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') moveTour(null);
    else if (event.key === 'ArrowRight' && at + 1 < TOUR.length) moveTour(at + 1);
    else if (event.key === 'ArrowLeft' && at > 0) moveTour(at - 1);
  };
  return (
    <div
      role="dialog"
      aria-label={t('Tour of the screen')}
      className={styles.card}
      data-high={isHigh}
      onKeyDown={onKeyDown}
    >
      <p className={styles.count}>{t('{done} of {all}', { done: at + 1, all: TOUR.length })}</p>
      <h2 ref={title} tabIndex={-1} className={styles.title}>
        {t(stop.title)}
      </h2>
      <p>
        <Paragraph text={t(stop.text)} numbers={NO_NUMBERS} />
      </p>
      <div className={styles.actions}>
        <Button variant="quiet" onPress={() => moveTour(null)}>
          {at + 1 === TOUR.length ? t('Done') : t('Skip the rest')}
        </Button>
        <Button isDisabled={at === 0} onPress={() => moveTour(at - 1)}>
          {t('Back')}
        </Button>
        {at + 1 < TOUR.length && (
          <Button variant="primary" onPress={() => moveTour(at + 1)}>
            {t('Next')}
          </Button>
        )}
      </div>
    </div>
  );
}

const NO_NUMBERS = { knobs: [], setting: {}, onSet: () => {}, values: {}, made: null };
const stopOf = (state: AppState) => state.tourStop;
