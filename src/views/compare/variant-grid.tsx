import { useEffect, useMemo } from 'react';
import { type CellGrid, fitCells } from '../../charts/page-cells.ts';
import { PageKey } from '../../charts/page-legend.tsx';
import { usePixelRatio, useSize } from '../../charts/use-size.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { runsOf } from '../../store/compare-slice.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { useColourScheme } from '../../ui/theme.ts';
import { formatBytes, formatMs } from '../../units.ts';
import styles from './compare.module.css';
import { sharedScales } from './shared-scales.ts';
import { VariantCard } from './variant-card.tsx';

/** All variants as small multiples: one map and one curve each, on shared scales. */
export function VariantGrid() {
  const variants = useApp(variantsOf);
  const pair = useApp(pairOf);
  const { setCompareView } = useAppStore().getState();
  const theme = useColourScheme();
  const runs = useMemo(() => runsOf({ variants }), [variants]);
  const scales = useMemo(() => sharedScales(runs), [runs]);
  // One card is measured, for all are as wide.
  const [measured, { width, height }] = useSize();
  const pixelRatio = usePixelRatio();
  const slots = runs[0]?.layout.slots ?? 0;
  const grid = useMemo(
    (): CellGrid | null => (slots > 0 && width > 0 ? fitCells(slots, width, height, pixelRatio) : null),
    [slots, width, height, pixelRatio],
  );
  useEffect(() => {
    if (grid) setCompareView({ columns: grid.columns, rows: grid.rows });
  }, [grid, setCompareView]);
  return (
    <section aria-label={t('Variants')}>
      <ul className={styles.grid}>
        {variants.map((entry, i) => (
          <VariantCard
            key={entry.variant.id}
            entry={entry}
            side={SIDES[pair.indexOf(entry.variant.id)] ?? null}
            place={i}
            isLast={i === variants.length - 1}
            grid={grid}
            scales={scales}
            measure={i === 0 ? measured : null}
          />
        ))}
      </ul>
      {runs.length > 0 && (
        <>
          <div className={styles.key}>
            <PageKey side="destination" theme={theme} postcopy={runs.some(mayPostcopy)} />
          </div>
          <p className={styles.caption}>
            {scales.isCut
              ? t(
                  'Every page of the destination. Curves: what remains to be sent, from 0 to {bytes}, over 0 to {time}, where those that never end are cut off; the blue line is the threshold.',
                  { bytes: formatBytes(scales.maxBytes), time: formatMs(scales.toMs) },
                )
              : t(
                  'Every page of the destination. Curves: what remains to be sent, from 0 to {bytes}, over 0 to {time}; the blue line is the threshold.',
                  { bytes: formatBytes(scales.maxBytes), time: formatMs(scales.toMs) },
                )}
          </p>
        </>
      )}
    </section>
  );
}

/** Which of the pair a variant is: in its card, in the table and in the words about both. */
const SIDES = ['A', 'B'] as const;

const mayPostcopy = ({ scenario }: Run) => scenario.capabilities['postcopy-ram'];
const variantsOf = (state: AppState) => state.variants;
const pairOf = (state: AppState) => state.pair;
