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

/** Pieces of one zone that are alike become one piece, in place: the list stays as short as the scan has left edges. */
export function merge(pieces: Piece[]): void {
  let kept = 0;
  for (const piece of pieces) {
    const last = kept > 0 ? pieces[kept - 1]! : null;
    if (last && last.zone === piece.zone && last.sent === piece.sent && Math.abs(last.dirty - piece.dirty) < ALIKE) {
      last.dirty = meanOf(last, piece);
      last.to = piece.to;
    } else if (piece.to > piece.from) pieces[kept++] = piece;
  }
  pieces.length = kept;
}

/** Pages that wait in the bitmap. */
export function dirtyPages(pieces: readonly Piece[]): number {
  let pages = 0;
  for (const { from, to, dirty } of pieces) pages += (to - from) * dirty;
  return pages;
}

const meanOf = (a: Piece, b: Piece): number =>
  (a.dirty * (a.to - a.from) + b.dirty * (b.to - b.from)) / (b.to - a.from);

/** Shares this close are the same: a thousandth of a page in a thousand. */
const ALIKE = 1e-3;
