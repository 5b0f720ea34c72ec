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

/** Pieces of one zone that are alike are one piece: the list stays as short as the scan has left edges. */
export function merged(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    if (last && last.zone === piece.zone && last.sent === piece.sent && Math.abs(last.dirty - piece.dirty) < ALIKE) {
      last.dirty = meanOf(last, piece);
      last.to = piece.to;
    } else if (piece.to > piece.from) kept.push({ ...piece });
  }
  return kept;
}

/** A piece cut at `slot`; one of the two is left out when it would be empty. */
export const cut = (piece: Piece, slot: number): readonly Piece[] =>
  slot <= piece.from || slot >= piece.to
    ? [piece]
    : [
        { ...piece, to: slot },
        { ...piece, from: slot },
      ];

const meanOf = (a: Piece, b: Piece): number =>
  (a.dirty * (a.to - a.from) + b.dirty * (b.to - b.from)) / (b.to - a.from);

/** Shares this close are the same: a thousandth of a page in a thousand. */
const ALIKE = 1e-3;
