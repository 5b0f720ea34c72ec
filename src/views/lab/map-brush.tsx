import type { PageLayout, SlotRange } from '../../charts/page-cells.ts';
import { nameOfRange, zoomTo } from '../../charts/page-zoom.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, pagesToBytes } from '../../units.ts';
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
        {`Marked: ${nameOfRange(layout, brushed)}, ${formatCount(pages)} pages, ${formatBytes(pagesToBytes(pages))}`}
      </span>
      <Button
        onPress={() => {
          onZoom(zoomTo(layout, brushed));
          onClear();
        }}
      >
        Zoom to them
      </Button>
      <Button onPress={onNote}>Note on them</Button>
      <Button onPress={onClear}>Clear</Button>
    </div>
  );
}
