/** px; y grows downwards. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelWish {
  readonly key: string;
  /** The same in fewer and fewer words; the longest that fits is taken. */
  readonly texts: readonly string[];
  /** Where the text may start (or end) and its baseline, best first. */
  readonly places: readonly { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' }[];
}

export interface PlacedLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/**
 * Labels of `textPx` that touch neither each other nor what `isTaken` says, inside `bounds`. Earlier wishes go first; a wish with
 * no room in any wording at any place gets no label.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  bounds: Rect,
  textPx: number,
  isTaken: (rect: Rect) => boolean = () => false,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const rects: Rect[] = [];
  for (const { key, texts, places } of wishes) {
    const isFree = (rect: Rect) =>
      inside(rect, bounds) && !rects.some((other) => overlap(other, rect)) && !isTaken(rect);
    const found = firstFit(texts, places, textPx, isFree);
    if (!found) continue;
    placed.push({ key, text: found.text, ...found.place });
    rects.push(found.rect);
  }
  return placed;
}

/** px; a little more than system fonts need. An estimate, because measuring would mean rendering twice. */
export const labelWidth = (text: string, textPx: number): number => text.length * textPx * 0.58;

/** Whether a line through the points (px) passes through the rectangle. */
export function lineTouches(rect: Rect, xs: ArrayLike<number>, ys: ArrayLike<number>): boolean {
  for (let i = 1; i < xs.length; i++) {
    const [x0, y0, x1, y1] = [xs[i - 1]!, ys[i - 1]!, xs[i]!, ys[i]!];
    const from = Math.max(rect.x, Math.min(x0, x1));
    const to = Math.min(rect.x + rect.width, Math.max(x0, x1));
    if (from > to) continue;
    const yAt = (x: number) => (x1 === x0 ? y0 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0));
    const [a, b] = x1 === x0 ? [y0, y1] : [yAt(from), yAt(to)];
    if (Math.min(a, b) <= rect.y + rect.height && Math.max(a, b) >= rect.y) return true;
  }
  return false;
}

function firstFit(
  texts: LabelWish['texts'],
  places: LabelWish['places'],
  textPx: number,
  isFree: (rect: Rect) => boolean,
) {
  for (const text of texts)
    for (const place of places) {
      const width = labelWidth(text, textPx);
      const x = place.anchor === 'start' ? place.x : place.x - width;
      const rect = { x, y: place.y - textPx * 0.95, width, height: textPx * 1.25 };
      if (isFree(rect)) return { text, place, rect };
    }
  return null;
}

const inside = (rect: Rect, bounds: Rect) =>
  rect.x >= bounds.x &&
  rect.y >= bounds.y &&
  rect.x + rect.width <= bounds.x + bounds.width &&
  rect.y + rect.height <= bounds.y + bounds.height;

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
