import { expect, it, vi } from 'vitest';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { preset } from '../scenario/presets.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { MOST_RECENT } from './recent-slice.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

it('keeps what somebody made, its edits as one, and no preset', async () => {
  const app = openTestApp(startInProcessWorker, `#${await encodeLink({ scenario: small, view: {} })}`);
  await app.store.start();
  await app.settle();
  await vi.waitFor(() => expect(app.state().recentRuns).toHaveLength(1));
  app.state().edit(withLimit(5));
  await app.settle();
  await vi.waitFor(async () => {
    const [first, ...others] = app.state().recentRuns;
    expect(others).toEqual([]);
    expect((await decodeLink(first!.link))?.scenario).toEqual(withLimit(5)(small));
  });
  expect(app.state().recentRuns[0]).toMatchObject({ name: 'small', status: 'completed' });
  app.state().choosePreset(preset('idle'));
  await app.settle();
  app.state().openScenario(withLimit(7)(small), { start: 'beginning' });
  await app.settle();
  await vi.waitFor(() => expect(app.state().recentRuns).toHaveLength(2));
  expect(JSON.parse(app.recentStorage.read()!)).toEqual(app.state().recentRuns);
  app.state().forgetRecentRuns();
  expect(app.recentStorage.read()).toBe('[]');
});

it.each([
  ['nothing', null, 0],
  ['what is no list', '{"a":1}', 0],
  ['what is no JSON', 'oops', 0],
  [
    'more than there is room for',
    JSON.stringify(Array(40).fill({ link: 's=2.', name: '', status: '', seenAt: '' })),
    MOST_RECENT,
  ],
])('starts with %s in the storage', (_, text, length) => {
  const { state } = openTestApp(startInProcessWorker, '', undefined, undefined, undefined, {
    read: () => text,
    write: () => {},
  });
  expect(state().recentRuns).toHaveLength(length);
});
