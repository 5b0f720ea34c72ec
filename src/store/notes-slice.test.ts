import { expect, it, vi } from 'vitest';
import { encodeLink } from '../scenario/link.ts';
import { MOST_NOTES } from '../scenario/note.ts';
import { preset } from '../scenario/presets.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

async function openSmall(view = {}) {
  const app = openTestApp(startInProcessWorker, `#${await encodeLink({ scenario: small, view })}`);
  await app.store.start();
  await app.settle();
  return app;
}

it('a note is on what is marked: pages before time, and else the instant', async () => {
  const { state, settle } = await openSmall();
  state().seek(50);
  await settle();
  state().beginNote();
  state().endNote('  the first window ');
  state().brushTime({ fromMs: 10, toMs: 90 });
  state().beginNote();
  state().endNote('a stretch');
  state().brushPages({ fromSlot: 64, toSlot: 96 });
  state().beginNote();
  state().endNote('a region');
  state().beginNote();
  state().endNote('   ');
  expect(state().notes).toEqual([
    { text: 'the first window', at: { atMs: 50 } },
    { text: 'a stretch', at: { fromMs: 10, toMs: 90 } },
    { text: 'a region', at: { fromSlot: 64, toSlot: 96 } },
  ]);
  state().brushPages(null);
  state().showNote(2);
  expect(state().pageBrush).toEqual({ fromSlot: 64, toSlot: 96 });
  state().removeNote(0);
  expect(state().notes.map(({ text }) => text)).toEqual(['a stretch', 'a region']);
});

it('notes, marked pages and the zoom travel in the link', async () => {
  const view = {
    playheadMs: 90,
    pages: { fromSlot: 64, toSlot: 96 },
    zoom: { fromSlot: 32, toSlot: 4096 },
    notes: [{ text: 'here', at: { atMs: 90 } }],
  };
  const { state, bar, settle, frame } = await openSmall(view);
  await frame(0);
  expect(state()).toMatchObject({ pageBrush: view.pages, notes: view.notes, view: view.zoom });
  expect(bar.written).toEqual([]);
  state().removeNote(0);
  await settle();
  await frame(20);
  await vi.waitFor(() => expect(bar.written).toHaveLength(1));
  const again = openTestApp(startInProcessWorker, bar.written[0]);
  await again.store.start();
  await again.settle();
  expect(again.state()).toMatchObject({ pageBrush: view.pages, notes: [], view: view.zoom });
});

it('notes stay when the scenario is edited, go with another one, and come back with undo', async () => {
  const { state, settle } = await openSmall({ notes: [{ text: 'first', at: { atMs: 1 } }] });
  state().edit(withLimit(99));
  state().beginNote();
  state().endNote('second');
  const both = state().notes;
  state().undo();
  expect(state().notes).toEqual(both);
  state().choosePreset(preset('idle'));
  expect(state().notes).toEqual([]);
  state().undo();
  await settle();
  expect(state().notes).toEqual(both);
  state().redo();
  expect(state().notes).toEqual([]);
});

it('tells when a link can carry no more notes', async () => {
  const { state } = await openSmall({ notes: Array(MOST_NOTES).fill({ text: 'a', at: { atMs: 1 } }) });
  state().beginNote();
  expect(state().noteDraft).toBeNull();
  expect(state().notices.at(-1)?.title).toContain(`${MOST_NOTES} notes`);
});
