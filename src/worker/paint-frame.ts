import { pageColours, paintPages } from '../charts/page-painter.ts';
import type { Instant } from '../engine/record.ts';
import type { Simulated } from './engine-host.ts';
import type { Frame } from './frame.ts';
import type { HeatmapView } from './protocol.ts';

/** Paints both maps of a frame whose head is written, and counts its pages. */
export function paintFrame({ planes, layout }: Simulated, { status }: Instant, view: HeatmapView, frame: Frame): void {
  const { source, destination, counts } = frame; // read once: each access makes a new view of the pixels
  paintPages(planes, layout, view, COLOURS[view.theme], status === 'completed', { source, destination, counts });
}

const COLOURS = { light: pageColours('light'), dark: pageColours('dark') };
