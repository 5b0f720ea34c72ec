import { t } from '../language/t.ts';
import { MOST_NOTE_CHARACTERS, MOST_NOTES, type Note } from '../scenario/note.ts';
import type { Slice } from './app-store.ts';

export { MOST_NOTE_CHARACTERS, MOST_NOTES, type Note } from '../scenario/note.ts';

/** What somebody remarked on the run. Notes travel in the link; they stay when the scenario is edited, since they are about it. */
export interface NotesSlice {
  /** In the order in which they were written. */
  notes: readonly Note[];
  /** What the note is about that is being written now; null while none is. */
  noteDraft: Note['at'] | null;
  /** Begins a note on the pages or the time that is marked, or on the playhead's instant. Tells it when there is no room for one. */
  beginNote(): void;
  /** Adds the note that was begun; one without words is dropped. */
  endNote(text: string): void;
  removeNote(index: number): void;
  setNotes(notes: readonly Note[]): void;
  /** Goes to what the note is about: the instant, or the stretch of time or pages, marked. */
  showNote(index: number): void;
}

export const createNotesSlice: Slice<NotesSlice> = (set, get) => ({
  notes: [],
  noteDraft: null,
  beginNote() {
    const { run, notes, nowMs, timeBrush, pageBrush } = get();
    if (!run) return;
    if (notes.length >= MOST_NOTES)
      return get().report(
        'scenario',
        t('A link carries at most {most} notes.', { most: MOST_NOTES }),
        new Error(t('Take one away first.')),
      );
    get().pause();
    set({ noteDraft: pageBrush ?? timeBrush ?? { atMs: nowMs } });
  },
  endNote(text) {
    const { noteDraft, notes } = get();
    const words = text.trim().slice(0, MOST_NOTE_CHARACTERS);
    set({ noteDraft: null, ...(noteDraft && words !== '' && { notes: [...notes, { text: words, at: noteDraft }] }) });
  },
  removeNote(index) {
    set({ notes: get().notes.filter((_, i) => i !== index) });
  },
  setNotes(notes) {
    set({ notes, noteDraft: null });
  },
  showNote(index) {
    const at = get().notes[index]?.at;
    if (!at) return;
    if ('atMs' in at) get().seek(at.atMs);
    else if ('fromMs' in at) {
      get().seek(at.fromMs);
      get().brushTime(at);
    } else get().brushPages(at);
  },
});
