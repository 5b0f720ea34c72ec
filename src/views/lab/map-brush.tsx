import type { PageLayout, SlotRange } from '../../charts/page-cells.ts';
import { nameOfRange, zoomTo } from '../../charts/page-zoom.ts';
import { counted, t } from '../../language/t.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, pagesToBytes } from '../../units.ts';
import { pagesIn } from './map-counts.ts';
import styles from './page-maps.module.css';

export interface MapBrushProps {
  readonly layout: PageLayout;
  readonly brushed: SlotRange;
  readonly onZoom: (range: SlotRange) => void;
  readonly onNote: () => void;
  readonly onClear: () => void;
}

/** The pages that are marked in both maps. */
export function MapBrush({ layout, brushed, onZoom, onNote, onClear }: MapBrushProps) {
  const pages = pagesIn(layout, brushed);
  return (
    <div className={styles.brush}>
      <span>
        {counted(pages, 'Marked: {range}, {count} page, {bytes}', 'Marked: {range}, {count} pages, {bytes}', {
          range: nameOfRange(layout, brushed),
          bytes: formatBytes(pagesToBytes(pages)),
        })}
      </span>
      <Button
        onPress={() => {
          onZoom(zoomTo(layout, brushed));
          onClear();
        }}
      >
        {t('Zoom to them')}
      </Button>
      <Button onPress={onNote}>{t('Note on them')}</Button>
      <Button onPress={onClear}>{t('Clear')}</Button>
    </div>
  );
}
