import { describe, expect, it } from 'vitest';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { bytesToPages, MIB } from '../units.ts';
import type { PageBiography, Scenario } from '../worker/client.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import type { AppState } from './app-store.ts';
import { compareLength, isCompareSettled } from './compare-slice.ts';
import type { Run } from './run-slice.ts';
import { openTestApp } from './test-app.ts';

/** The thread's guest, small: what the device writes is lost when nobody is asked. */
const guest: Scenario = scenarioWith({
  name: 'small',
  guest: {
    ramBytes: 64 * MIB,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 4000 }, writesPerSecond: 5000 }],
  },
  devices: [
    vfioDevice({
      dma: {
        kind: 'ring',
        region: { startPage: bytesToPages(32 * MIB), pages: 1000 },
        writesPerSecond: 5000,
      },
    }),
  ],
  horizonMs: 3000,
});

describe('opening', () => {
  it('asks the thread’s question of the guest in the Lab, and stands at the end of all runs', async () => {
    const { state } = await opened();
    const { variants, pair, isOpeningQuestion, comparePlace } = state();
    expect(variants.map(({ variant, status }) => `${variant.id} ${status}`)).toEqual(
      ['before', 'patch', 'check-sla', 'core-notion', 'knob', 'merged', '8.1-auto', '10.1-on'].map(
        (id) => `${id} ready`,
      ),
    );
    expect(variants.every(({ run }) => run!.scenario.guest === guest.guest)).toBe(true);
    expect(pair).toEqual(['patch', 'knob']);
    expect(isOpeningQuestion).toBe(true);
    expect(comparePlace).toBe(compareLength(state()));
    expect(isCompareSettled(state())).toBe(true);
  });

  it('does not begin again', async () => {
    const { state, settle } = await opened();
    const { variants } = state();
    await state().openCompare();
    await settle();
    expect(state().variants).toBe(variants);
  });
});

describe('the variants', () => {
  it('keep their runs when others come and go, are moved or get another title', async () => {
    const { state, settle } = await opened();
    const runs = () => new Map(state().variants.map(({ variant, run }) => [variant.id, run]));
    const before = runs();
    state().removeVariant('before');
    state().renameVariant('patch', '  Skip it  ');
    state().moveVariant('patch', 1);
    expect(state().addVariantNamed('limit=1234')).toBeNull();
    await settle();
    const ids = state().variants.map(({ variant }) => variant.id);
    expect(ids).toEqual(['check-sla', 'patch', 'core-notion', 'knob', 'merged', '8.1-auto', '10.1-on', 'limit=1234']);
    expect(state().variants[1]!.variant.title).toBe('Skip it');
    for (const id of ids.slice(0, -1)) expect(runs().get(id)).toBe(before.get(id));
    expect(runs().get('limit=1234')!.scenario.parameters['downtime-limit']).toBe(1234);
    expect(state().isOpeningQuestion).toBe(false);
  });

  it('are nine managements of a guest that stalls when that is asked', async () => {
    const { state } = await opened();
    state().askManagements('plateau');
    const tools = state().variants.map(({ variant }) => variant.scenario.management?.policy ?? 'none');
    expect(tools).toHaveLength(9);
    expect(new Set(tools).size).toBe(9);
    expect(state().isOpeningQuestion).toBe(false);
  });

  it('that cannot stand beside the others are refused with the reason', async () => {
    const { state, settle } = await opened();
    expect(state().addVariantNamed('limit=9')).toBeNull();
    expect(state().addVariantNamed('limit=10')).toMatch(/^At most 9 variants/);
    state().removeVariant('before');
    expect(state().addVariantNamed('rule=unheard')).toContain('unheard');
    state().openScenario({ ...guest, seed: 99 }, { start: 'beginning' });
    state().addRunOfLab();
    await settle();
    expect(state().variants).toHaveLength(8);
    expect(state().notices.find(({ about }) => about === 'compare')?.detail).toContain('seed');
  });

  it('can be opened in the Lab', async () => {
    const { state, settle } = await opened();
    state().openInLab('knob');
    await settle();
    expect(state().run!.scenario.qemu.untrackedRule).toBe('knob');
  });
});

describe('the one clock', () => {
  it('takes all runs along, waits for their pictures, and stops with the last', async () => {
    const { store, state, frame } = await opened();
    state().setCompareSpeed(10);
    state().playCompare();
    expect(state().comparePlace).toBe(0);
    await frame(1000);
    await frame(1010);
    expect(state().comparePlace).toBe(100);
    const shownMs = state().variants.map(({ variant }) => store.framesOf(variant.id)!.latest()!.nowMs);
    for (const [i, { run }] of state().variants.entries()) expect(shownMs[i]).toBeCloseTo(Math.min(100, run!.endMs), 6);
    for (let ms = 1250; state().isComparePlaying; ms += 250) await frame(ms);
    expect(state().comparePlace).toBe(compareLength(state()));
  });

  it('can go by passes: each run stands in the same one', async () => {
    const { store, state, settle } = await opened();
    state().alignBy('pass');
    expect(state().comparePlace).toBe(compareLength(state()));
    state().seekCompare(1);
    await settle();
    for (const { variant, run } of state().variants) {
      const second = run!.timeline.syncs[1]?.atMs ?? run!.endMs;
      expect(store.framesOf(variant.id)!.latest()!.nowMs).toBeCloseTo(second, 6);
    }
    state().stepCompare(-1);
    expect(state().comparePlace).toBe(0);
    expect(() => state().setCompareSpeed(0)).toThrow(RangeError);
  });
});

describe('the pair', () => {
  it('is compared page by page where the clock stands', async () => {
    const { store, state, settle } = await opened();
    const lost = run(state(), 'knob').timeline.outcome!.audit;
    expect(lost.stalePages).toBeGreaterThan(0);
    expect(state().differingPage).toMatchObject({ slot: lost.ranges[0]!.fromSlot, pages: lost.stalePages });
    expect(store.pairedPages.latest()!.left.pages.states).toHaveLength(run(state(), 'knob').layout.slots);
    state().choosePair('10.1-on');
    state().choosePair('10.1-on');
    state().choosePair('10.1-on');
    await settle();
    expect(state().pair).toEqual(['knob', '10.1-on']);
    expect(state().differingPage).toBeNull();
    state().choosePair('knob');
    await settle();
    expect(store.pairedPages.latest()).toBeNull();
  });

  it('shows a decision of both, and a page of both or of one', async () => {
    const { state, settle } = await opened();
    state().showDecisions(0);
    await settle();
    expect(state().beside!.sides).toMatchObject([{ sequence: 0 }, { sequence: 0 }]);
    const sides = () => state().beside!.sides!;
    const [patch, knob] = sides();
    expect(patch).not.toEqual(knob);
    state().showDecisions(1);
    await settle();
    expect(sides()[0]).toBeNull();
    state().closeBeside();
    expect(state().beside).toBeNull();
    state().seekCompare(0);
    state().showLostPage('knob');
    await settle();
    const first = run(state(), 'knob').timeline.outcome!.audit.ranges[0]!;
    expect(state().beside).toMatchObject({ kind: 'page', ids: ['knob'], slot: first.fromSlot });
    expect(sides()).toMatchObject([{ slot: first.fromSlot, pageInBlock: first.fromPage }]);
    expect((sides()[0] as PageBiography).events.at(-1)!.kind).toBe('resumed');
  });
});

it('computes a run again whose engine died, tells, and does not try for ever', async () => {
  const { state, pool, settle } = await opened();
  const before = state().variants.map(({ run }) => run);
  pool.client('knob')!.crash();
  await settle();
  expect(state().notices.find(({ about }) => about === 'compare')?.title).toContain('Per-device knob');
  expect(state().variants.map(({ status }) => status)).toEqual(new Array(8).fill('ready'));
  expect(state().variants.map(({ run }, i) => run === before[i])).toEqual(before.map((_, i) => i !== 4));
  pool.client('knob')!.crash();
  await settle();
  expect(state().variants[4]).toMatchObject({ status: 'failed', run: null });
  state().retryVariant('knob');
  await settle();
  expect(state().variants[4]!.status).toBe('ready');
});

describe('the address', () => {
  it('holds variants that are not the thread’s question, and only those', async () => {
    const { state, settle, frames, bar } = await opened();
    frames.run(0);
    await settle();
    expect(bar.hash()).not.toContain('compare=');
    state().removeVariant('before');
    state().renameVariant('knob', 'A.b~c & d');
    await settle();
    frames.run(1);
    await expect.poll(() => bar.hash(), PATIENCE).toContain('compare=1.');
    const other = openTestApp(startInProcessWorker, bar.hash());
    await other.state().openCompare();
    await other.settle();
    const shape = (app: typeof state) =>
      app().variants.map(({ variant: { title, note, scenario } }) => ({ title, note, scenario }));
    expect(shape(other.state)).toEqual(shape(state));
    // Somebody puts another comparison into the address.
    state().removeVariant('patch');
    await settle();
    other.bar.go(await linkIn(frames, bar));
    await other.settle();
    await expect.poll(() => shape(other.state), PATIENCE).toEqual(shape(state));
  });

  it('that is damaged is told, and the thread’s question is asked', async () => {
    const { state, settle } = openTestApp(startInProcessWorker, '#compare=1.x.y.z');
    await state().openCompare();
    expect(state().notices.map(({ about }) => about)).toContain('compare');
    expect(state().variants).toHaveLength(8);
    for (const { variant } of state().variants) state().removeVariant(variant.id);
    await settle();
  });
});

/** A link is packed in the background, on a machine that may be busy. */
const PATIENCE = { timeout: 20_000 };

const run = ({ variants }: AppState, id: string): Run => variants.find(({ variant }) => variant.id === id)!.run!;

/** The address, once it follows what is shown. */
async function linkIn(frames: { run(atMs: number): void }, bar: { hash(): string }): Promise<string> {
  const before = bar.hash();
  frames.run(2);
  await expect.poll(() => bar.hash(), PATIENCE).not.toBe(before);
  return bar.hash();
}

async function opened() {
  const app = openTestApp(startInProcessWorker);
  app.state().openScenario(guest, { start: { atMs: 0 } });
  await app.state().openCompare();
  await app.settle();
  return app;
}
