import { useEffect, useMemo } from 'react';
import { EvacuationFigure, type GuestBar } from '../../charts/evacuation-figure.tsx';
import { useSize } from '../../charts/use-size.ts';
import type { EvacuationView } from '../../evacuation/evacuation.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { mayLeadOn } from '../../store/selectors.ts';
import { useApp, useAppStore, usePart } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { showLab } from '../show-lab.ts';
import styles from './evacuate.module.css';
import { GuestGroups } from './guest-groups.tsx';
import { PlanControls } from './plan-controls.tsx';
import { GuestTable, OrderTable } from './tables.tsx';
import { barText, headline } from './words.ts';

/** Many guests leave a host over one link. */
export function Evacuate() {
  usePart('evacuation');
  const { openEvacuation, stopEvacuation, pause } = useAppStore().getState();
  const view = useApp(viewOf);
  const outcome = useApp(outcomeOf);
  const isLabPlaying = useApp(isLabPlayingOf);
  useEffect(() => {
    void openEvacuation();
    return stopEvacuation;
  }, [openEvacuation, stopEvacuation]);
  useEffect(() => {
    // The Lab's clock would share the machine, and nobody sees it from here; its run may begin to play later than this view opens.
    if (isLabPlaying) pause();
  }, [isLabPlaying, pause]);
  return (
    <div className={styles.evacuate}>
      <header>
        <h1 className={styles.headline}>{headline(view, outcome)}</h1>
        <p className={styles.lead}>
          {t(
            'Each guest is migrated page by page as in the Lab. Those that have something to send share the link fairly; one that sleeps out its rate window, or is being stopped, leaves its share to the others.',
          )}
        </p>
      </header>
      <div className={styles.columns}>
        <aside className={styles.side}>
          <GuestGroups />
          <PlanControls />
        </aside>
        <div className={styles.main}>
          <Progress />
          {view && <Figure view={view} />}
          <Orders />
        </div>
      </div>
    </div>
  );
}

function Progress() {
  const status = useApp(statusOf);
  const { stopEvacuation, runEvacuation } = useAppStore().getState();
  return (
    <div className={styles.progress}>
      <p role="status">{statusInWords(status)}</p>
      {status === 'running' && <Button onPress={stopEvacuation}>{t('Stop')}</Button>}
      {(status === 'stopped' || status === 'failed') && <Button onPress={runEvacuation}>{t('Try again')}</Button>}
    </div>
  );
}

function Figure({ view }: { readonly view: EvacuationView }) {
  const store = useAppStore();
  const { bytesPerSecond } = useApp(planOf);
  const outcome = useApp(outcomeOf);
  const theme = useColourScheme();
  const [ref, { width, textPx }] = useSize();
  const bars = useMemo(() => view.guests.map(barOf), [view]);
  const leadsOn = useApp(mayLeadOn);
  const onOpen =
    outcome && leadsOn
      ? (guest: number) => {
          store.getState().openEvacuatedGuest(guest);
          showLab();
        }
      : undefined;
  return (
    <>
      <div ref={ref}>
        {width > 0 && (
          <EvacuationFigure
            guests={bars}
            bytes={view.bytes}
            stretchMs={view.stretchMs}
            bytesPerSecond={bytesPerSecond}
            endMs={outcome?.makespanMs ?? view.nowMs}
            width={width}
            textPx={textPx}
            theme={theme}
            onOpen={onOpen}
          />
        )}
      </div>
      <GuestTable view={view} onOpen={onOpen} />
      {onOpen && outcome && <p className={styles.caption}>{openWords(outcome.own)}</p>}
    </>
  );
}

const openWords = (own: readonly { readonly isExact: boolean }[]): string =>
  own.every(({ isExact }) => isExact)
    ? t('A guest opens in the Lab with its share of the link, and makes the same run there.')
    : t(
        'A guest opens in the Lab with its share of the link as means over short stretches of time: its run there is near this one, not equal.',
      );

const barOf = (guest: EvacuationView['guests'][number]): GuestBar => ({
  name: guest.name,
  startMs: guest.startMs,
  endMs: guest.endMs,
  downtimeMs: guest.downtimeMs,
  text: barText(guest),
  isMoved: guest.status === 'completed',
});

function Orders() {
  const status = useApp(ordersStatusOf);
  const rows = useApp(orderRowsOf);
  const count = useApp(orderCountOf);
  const { compareOrders } = useAppStore().getState();
  return (
    <section aria-labelledby="evacuate-orders">
      <div className={styles.progress}>
        <h2 id="evacuate-orders" className={styles.title}>
          {t('Other orders')}
        </h2>
        {status === 'running' ? (
          <p role="status">
            {count === 0
              ? t('The first is being made.')
              : t('{made} of {all} are made.', { made: rows.length, all: count })}
          </p>
        ) : (
          <Button onPress={compareOrders}>{status === 'ready' ? t('Compare again') : t('Compare orders')}</Button>
        )}
      </div>
      {rows.length > 0 && <OrderTable rows={rows} />}
    </section>
  );
}

function statusInWords(status: AppState['evacuationStatus']): string {
  if (status === 'running') return t('Under way.');
  if (status === 'stopped') return t('Stopped.');
  return status === 'failed' ? t('It could not be made.') : '';
}

const isLabPlayingOf = (state: AppState) => state.playing;
const viewOf = (state: AppState) => state.evacuationView;
const outcomeOf = (state: AppState) => state.evacuationOutcome;
const statusOf = (state: AppState) => state.evacuationStatus;
const planOf = (state: AppState) => state.evacuationPlan;
const ordersStatusOf = (state: AppState) => state.ordersStatus;
const orderRowsOf = (state: AppState) => state.orderRows;
const orderCountOf = (state: AppState) => state.orderCount;
