import { deflateRawSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { encodeLink } from '../scenario/link.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { showInHash } from './show-link.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

async function openAt(hash: string) {
  const app = openTestApp(startInProcessWorker, hash);
  await app.store.start();
  await app.settle();
  return app;
}
const smallLink = () => encodeLink({ scenario: small, view: {} });

it('scenes are kept, ordered, gone to, and travel in the link', async () => {
  const { state, bar, settle, frame } = await openAt(`#${await smallLink()}`);
  state().seek(50);
  await settle();
  state().keepScene('The first window');
  state().edit(withLimit(1));
  await settle();
  state().seek(90);
  await settle();
  state().keepScene('');
  state().moveScene(1, -1);
  expect(state().scenes.map(({ title }) => title)).toEqual(['Scene 2', 'The first window']);
  expect(state().scene).toBe(0);
  state().setShowing('present');
  await frame(0);
  await vi.waitFor(() => expect(bar.hash()).toContain('scenes=1.'));

  const other = await openAt(bar.hash());
  expect(other.state()).toMatchObject({ showing: 'present', scene: null });
  expect(other.state().scenes).toEqual(state().scenes);
  other.state().goToScene(1);
  await other.settle();
  expect(other.state()).toMatchObject({ scenario: small, nowMs: 50, scene: 1, playing: false });
  other.state().goToScene(0);
  await other.settle();
  expect(other.state()).toMatchObject({ scenario: withLimit(1)(small), nowMs: 90 });
  other.state().goToScene(2);
  expect(other.state().scene).toBe(0);
  other.state().removeScene(0);
  expect(other.state()).toMatchObject({ scene: null });
  expect(other.state().scenes).toHaveLength(1);
});

it('a link says what may be changed', async () => {
  const { state } = await openAt(`#show=embed&free=downtime-limit,tracking&${await smallLink()}`);
  expect(state()).toMatchObject({ showing: 'embed', freeFields: ['downtime-limit', 'tracking'], scenario: small });
  expect(showInHash('#free=')).toEqual({ showing: 'full', freeFields: [] });
});

it.each([
  ['another way to be shown', 'show=sideways', 'show: sideways is not known here'],
  ['a field that there is not', 'free=downtime-limit,__proto__', 'free: __proto__ is not a field'],
  ['scenes of another version', 'scenes=2.AAAA', 'scenes: these scenes are of another version'],
  ['damaged scenes', 'scenes=1.AAAA', 'the link is damaged'],
  [
    'scenes that are none',
    `scenes=1.${deflateRawSync('[{"title":""}]').toString('base64url')}`,
    'scenes: these scenes are damaged',
  ],
])('%s is told, and the run is opened all the same', async (_, part, message) => {
  const { state } = await openAt(`#${part}&${await smallLink()}`);
  expect(
    state()
      .notices.map(({ detail }) => detail)
      .join(),
  ).toContain(message);
  expect(state()).toMatchObject({ scenario: small, showing: 'full', freeFields: null, scenes: [] });
});
