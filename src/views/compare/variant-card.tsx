import { Ellipsis } from 'lucide-react';
import { type RefCallback, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Now } from '../../charts/now.ts';
import type { CellGrid } from '../../charts/page-cells.ts';
import { SmallCurve } from '../../charts/small-curve.tsx';
import { useSize } from '../../charts/use-size.ts';
import { counted, t } from '../../language/t.ts';
import { msAt } from '../../store/alignment.ts';
import type { VariantRun } from '../../store/compare-slice.ts';
import type { Run } from '../../store/run-slice.ts';
import { mayLeadOn } from '../../store/selectors.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { type OutcomeRow, outcomeRow } from '../../sweep/outcome-rows.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { formatMs } from '../../units.ts';
import { DestinationMap } from './destination-map.tsx';
import { openLab } from './open-lab.ts';
import { RenameDialog } from './rename-dialog.tsx';
import type { SharedScales } from './shared-scales.ts';
import { shortVerdict } from './short-verdict.ts';
import styles from './variant-card.module.css';

export interface VariantCardProps {
  readonly entry: VariantRun;
  /** Which of the pair it is, or null. */
  readonly side: 'A' | 'B' | null;
  /** Counted from 0. */
  readonly place: number;
  readonly isLast: boolean;
  /** Cells of its map; null until the first run is there. */
  readonly grid: CellGrid | null;
  readonly scales: SharedScales;
  /** Measures the room of the map, in one of the cards. */
  readonly measure: RefCallback<HTMLElement> | null;
}

/** One variant: its destination, its curve, and what it came to. */
export function VariantCard(props: VariantCardProps) {
  const { entry, side, grid, scales, measure } = props;
  const { variant, run } = entry;
  return (
    <li className={styles.card} aria-label={t(variant.title)}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {side && <span className={styles.side}>{side}</span>}
          {t(variant.title)}
        </h2>
        <Actions {...props} />
      </div>
      <p className={styles.note}>{t(variant.note)}</p>
      <div className={styles.map} data-empty={!grid || !run}>
        {measure && <div ref={measure} className={styles.room} />}
        {run && grid && <DestinationMap id={variant.id} run={run} title={t(variant.title)} grid={grid} />}
      </div>
      <div className={styles.curve}>{run && <Curve id={variant.id} run={run} scales={scales} />}</div>
      {run ? <Verdict id={variant.id} run={run} entry={entry} /> : <Waiting entry={entry} />}
    </li>
  );
}

function Curve({ id, run, scales }: { readonly id: string; readonly run: Run; readonly scales: SharedScales }) {
  const store = useAppStore();
  const theme = useColourScheme();
  const [room, { width, height }] = useSize();
  const { curve, vm, syncs } = run.timeline;
  const now = useMemo(
    (): Now => ({
      ms: () => {
        const { alignment, comparePlace } = store.getState();
        return msAt(alignment, comparePlace, run);
      },
      subscribe: (moved) => store.subscribe(moved),
    }),
    [store, run],
  );
  return (
    <div ref={room} className={styles.figure}>
      {width > 0 && (
        <SmallCurve
          key={id}
          curve={curve}
          vm={vm}
          endMs={run.endMs}
          toMs={scales.toMs}
          maxBytes={scales.maxBytes}
          width={width}
          height={height}
          theme={theme}
          now={now}
          label={
            syncs.length === 0
              ? t('Nothing is sent')
              : counted(
                  syncs.length,
                  'Remaining to send over {time}, in {count} look at the dirty log',
                  'Remaining to send over {time}, in {count} looks at the dirty log',
                  { time: formatMs(run.endMs) },
                )
          }
        />
      )}
    </div>
  );
}

function Verdict({ id, run, entry }: { readonly id: string; readonly run: Run; readonly entry: VariantRun }) {
  const { showLostPage } = useAppStore().getState();
  const parts = useMemo(() => {
    const row: OutcomeRow = outcomeRow(entry.variant, run.timeline);
    return shortVerdict(row, run.timeline, run.scenario);
  }, [entry.variant, run]);
  return (
    <p className={styles.verdict}>
      {parts.map(({ text, kind }) =>
        kind === 'plain' ? (
          text
        ) : kind === 'lost' ? (
          <button
            key={text}
            type="button"
            className={styles.lost}
            aria-label={t('{pages} lost: show the first', { pages: text })}
            onClick={() => showLostPage(id)}
          >
            {text}
          </button>
        ) : (
          <span key={text} className={styles[kind]} {...(kind === 'quoted' ? { translate: 'no' } : {})}>
            {text}
          </span>
        ),
      )}
    </p>
  );
}

function Waiting({ entry }: { readonly entry: VariantRun }) {
  const { retryVariant } = useAppStore().getState();
  const { status, progressMs, fault, variant } = entry;
  if (status === 'failed')
    return (
      <div className={styles.verdict}>
        <p>
          <span className={styles.strong}>{t('Could not be computed.')}</span>{' '}
          <span className={styles.quiet}>{fault}</span>
        </p>
        <Button onPress={() => retryVariant(variant.id)}>{t('Try again')}</Button>
      </div>
    );
  return (
    <p className={`${styles.verdict} ${styles.quiet}`}>
      {status === 'loading'
        ? t('Computing: {time} so far.', { time: formatMs(progressMs) })
        : t('Waits for a free core.')}
    </p>
  );
}

function Actions({ entry: { variant }, side, place, isLast }: VariantCardProps) {
  const store = useAppStore();
  const { choosePair, moveVariant, removeVariant } = store.getState();
  const [isRenaming, setRenaming] = useState(false);
  const { id } = variant;
  const leadsOn = useApp(mayLeadOn);
  const title = t(variant.title);
  const actions = useRef<HTMLSpanElement>(null);
  // The menu's item, from which it was opened, is gone when it closes.
  const endRenaming = () => {
    flushSync(() => setRenaming(false));
    actions.current?.querySelector('button')?.focus();
  };
  const act: Record<Action, () => void> = {
    pair: () => choosePair(id),
    lab: () => openLab(store, id),
    rename: () => setRenaming(true),
    earlier: () => moveVariant(id, -1),
    later: () => moveVariant(id, 1),
    remove: () => removeVariant(id),
  };
  const items: readonly { id: Action; label: string; isDisabled?: boolean }[] = [
    { id: 'pair', label: side ? t('Take it out of the pair') : t('Look at it closely, in the pair') },
    { id: 'lab', label: t('Open in the Lab'), isDisabled: !leadsOn },
    { id: 'rename', label: t('Rename') },
    { id: 'earlier', label: t('Move it forward'), isDisabled: place === 0 },
    { id: 'later', label: t('Move it back'), isDisabled: isLast },
    { id: 'remove', label: t('Remove') },
  ];
  return (
    <span ref={actions}>
      <Menu
        label={t('What to do with {variant}', { variant: title })}
        items={items}
        onAction={(action) => act[action]()}
      >
        <IconButton label={t('Actions for {variant}', { variant: title })} icon={<Ellipsis />} />
      </Menu>
      {isRenaming && <RenameDialog id={id} title={title} onClose={endRenaming} />}
    </span>
  );
}

type Action = 'pair' | 'lab' | 'rename' | 'earlier' | 'later' | 'remove';
