import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { MOST_NOTE_CHARACTERS, type Note } from '../../store/notes-slice.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { placeOf } from './note-place.ts';
import styles from './notes-panel.module.css';

/** What somebody remarked on this run. It travels in the link. */
export function NotesPanel() {
  const run = useApp(runOf);
  const notes = useApp(notesOf);
  const draft = useApp(draftOf);
  const { beginNote, removeNote, showNote } = useAppStore().getState();
  return (
    <div>
      {notes.length === 0 && !draft && (
        <p className={styles.none}>
          {t(
            'A note stays with an instant, with a stretch of time that is marked in the curve, or with pages that are marked in the maps. Notes go along in the link.',
          )}
        </p>
      )}
      <ol className={styles.notes}>
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a note is its place; two may say the same
          <li key={i}>
            <button type="button" className={styles.where} onClick={() => showNote(i)}>
              {placeOf(note.at, run)}
            </button>
            <IconButton
              label={t('Take note {note} away', { note: i + 1 })}
              icon={<Trash2 />}
              onPress={() => removeNote(i)}
            />
            <p className={styles.text}>{note.text}</p>
          </li>
        ))}
      </ol>
      {draft ? (
        <NoteForm at={draft} run={run} />
      ) : (
        <Button isDisabled={run === null} onPress={beginNote}>
          <AboutWhat />
        </Button>
      )}
    </div>
  );
}

/** Says what a note that is begun now would be about. */
function AboutWhat() {
  const marked = useApp(markedOf);
  switch (marked) {
    case 'pages':
      return t('Note on the marked pages');
    case 'time':
      return t('Note on the marked time');
    case 'instant':
      return t('Note on this instant');
  }
}

function NoteForm({ at, run }: { readonly at: Note['at']; readonly run: Run | null }) {
  const { endNote } = useAppStore().getState();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        endNote(text);
      }}
    >
      <label htmlFor="note-text">{t('Note on {place}', { place: placeOf(at, run) })}</label>
      <textarea
        ref={field}
        id="note-text"
        rows={3}
        maxLength={MOST_NOTE_CHARACTERS}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') endNote('');
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) endNote(text);
        }}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" isDisabled={text.trim() === ''}>
          {t('Keep the note')}
        </Button>
        <Button onPress={() => endNote('')}>{t('Drop it')}</Button>
      </div>
    </form>
  );
}

const runOf = (state: AppState) => state.run;
const notesOf = (state: AppState) => state.notes;
const draftOf = (state: AppState) => state.noteDraft;
const markedOf = ({ pageBrush, timeBrush }: AppState) => (pageBrush ? 'pages' : timeBrush ? 'time' : 'instant');
