import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { counted, t } from '../language/t.ts';
import { allBlocks, type PageLayout, type SlotRange } from './page-cells.ts';
import styles from './page-overview.module.css';
import { blockAround, moveTo, nameOfRange, rangeOfBlock, wholeGuest, zoomAround, zoomTo } from './page-zoom.ts';

export interface PageOverviewProps {
  readonly layout: PageLayout;
  /** The slots in sight. */
  readonly view: SlotRange;
  readonly onZoom: (range: SlotRange) => void;
}

/** Where in the guest the page maps look: a strip of all RAM with the part in sight, and the way from VM to block to page. */
export function PageOverview({ layout, view, onZoom }: PageOverviewProps) {
  const strip = useRef<HTMLDivElement>(null);
  const span = view.toSlot - view.fromSlot;
  const block = blockAround(layout, view);
  const isWhole = span >= layout.slots;
  const isPart = !isWhole && !(block && sameRange(rangeOfBlock(block), view));
  const blocks = allBlocks(layout);
  const percent = (slots: number) => `${(slots / layout.slots) * 100}%`;
  const middle = Math.floor((view.fromSlot + view.toSlot) / 2);

  const moveHere = (event: PointerEvent) => {
    const box = strip.current!.getBoundingClientRect();
    const slot = ((event.clientX - box.left) / box.width) * layout.slots;
    onZoom(moveTo(layout, view, slot - span / 2));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: -span / 8,
      ArrowRight: span / 8,
      PageUp: -span,
      PageDown: span,
      Home: -layout.slots,
      End: layout.slots,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    onZoom(moveTo(layout, view, view.fromSlot + step));
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.overview}>
      <div
        ref={strip}
        className={styles.strip}
        role="slider"
        tabIndex={0}
        aria-label={t('Part of the guest in sight')}
        aria-valuemin={0}
        aria-valuemax={layout.slots - span}
        aria-valuenow={view.fromSlot}
        aria-valuetext={nameOfRange(layout, view)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveHere(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && moveHere(event)}
      >
        {blocks.map(({ name, firstSlot }) => (
          <i key={name} className={styles.block} style={{ left: percent(firstSlot) }} />
        ))}
        <i className={styles.sight} style={{ left: percent(view.fromSlot), width: percent(span) }} />
      </div>
      <div className={styles.way}>
        <button type="button" aria-current={isWhole} onClick={() => onZoom(wholeGuest(layout))}>
          {t('VM')}
        </button>
        <select
          aria-label={t('RAM block')}
          value={block && !isWhole ? block.name : ''}
          onChange={(event) => {
            const chosen = blocks.find(({ name }) => name === event.target.value);
            onZoom(chosen ? zoomTo(layout, rangeOfBlock(chosen)) : wholeGuest(layout));
          }}
        >
          <option value="">{isWhole ? t('all RAM blocks') : t('several RAM blocks')}</option>
          {blocks.map(({ name, pages }) => (
            <option key={name} value={name}>
              {counted(pages, '{block}, {count} page', '{block}, {count} pages', { block: name })}
            </option>
          ))}
        </select>
        <span className={styles.name}>{isPart ? nameOfRange(layout, view) : ''}</span>
        <span className={styles.zoom}>
          <button
            type="button"
            aria-label={t('Zoom out')}
            disabled={isWhole}
            onClick={() => onZoom(zoomAround(layout, view, middle, 4))}
          >
            −
          </button>
          <button
            type="button"
            aria-label={t('Zoom in')}
            onClick={() => onZoom(zoomAround(layout, view, middle, 0.25))}
          >
            +
          </button>
        </span>
      </div>
    </div>
  );
}

const sameRange = (a: SlotRange, b: SlotRange) => a.fromSlot === b.fromSlot && a.toSlot === b.toSlot;
