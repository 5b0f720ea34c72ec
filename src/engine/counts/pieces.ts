/**
 * A stretch of slots that are alike: the same share of them waits in the bitmap, all or none were ever sent, and the same writers
 * reach them. Slots are real numbers here: what is carried is an expectation.
 */
export interface Piece {
  from: number;
  to: number;
  /** Expected share of its pages that wait in the bitmap, 0 to 1. */
  dirty: number;
  /** All of it was sent before, zero pages too. */
  sent: boolean;
  /** The stretch of RAM it belongs to, see `CountedRam`. */
  readonly zone: number;
}

/** Cuts the piece that `slot` lies within in two, in place. Pieces stand in the order of their slots. */
export function cutAt(pieces: Piece[], slot: number): void {
  for (let i = 0; i < pieces.length; i++) {
    const { from, to, dirty, sent, zone } = pieces[i]!;
    if (slot <= from) return;
    if (slot >= to) continue;
    pieces[i]!.to = slot;
    pieces.splice(i + 1, 0, { from: slot, to, dirty, sent, zone });
    return;
  }
}

/** Pieces of one zone that are alike become one piece, in place: the list stays as short as the scan has left edges. @returns the pages that wait in the bitmap */
export function merge(pieces: Piece[]): number {
  let kept = 0;
  let waiting = 0;
  let last: Piece | null = null;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const { from, to, dirty } = piece;
    if (to <= from) continue;
    waiting += (to - from) * dirty;
    if (last !== null && last.zone === piece.zone && last.sent === piece.sent && Math.abs(last.dirty - dirty) < ALIKE) {
      last.dirty = (last.dirty * (last.to - last.from) + dirty * (to - from)) / (to - last.from);
      last.to = to;
    } else {
      last = piece;
      pieces[kept++] = piece;
    }
  }
  // cheaper than setting the length, which each sync would pay for
  while (pieces.length > kept) pieces.pop();
  return waiting;
}

/** The first piece that ends behind `slot`; the first of all where none does. */
export function pieceAt(pieces: readonly Piece[], slot: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pieces[middle]!.to > slot) high = middle;
    else low = middle + 1;
  }
  return low === pieces.length ? 0 : low;
}

/** Shares this close are the same: a thousandth of a page in a thousand. */
const ALIKE = 1e-3;
