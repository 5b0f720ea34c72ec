export interface TimeStretch {
  readonly fromMs: number;
  readonly toMs: number;
}
/** Places in the page bitmaps, half-open. */
export interface SlotStretch {
  readonly fromSlot: number;
  readonly toSlot: number;
}

/** What somebody remarked on an instant, a stretch of time or a region of pages. */
export interface Note {
  /** At most `MOST_NOTE_CHARACTERS`, never empty. */
  readonly text: string;
  readonly at: { readonly atMs: number } | TimeStretch | SlotStretch;
}

/** So many notes of this length keep a link below what a mail program breaks. */
export const MOST_NOTES = 12;
export const MOST_NOTE_CHARACTERS = 280;
