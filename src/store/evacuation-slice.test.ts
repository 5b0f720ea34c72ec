import { describe, expect, it, vi } from 'vitest';
import { Evacuation } from '../evacuation/evacuation.ts';
import { OPENING } from '../evacuation/opening.ts';
import { MIB } from '../units.ts';
import type { EvacuationCommand } from '../worker/evacuation-protocol.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import type { EvacuationWorkerLike } from '../worker/pool-evacuation.ts';
import { linkOfPlan, planInLink } from './evacuation-link.ts';
import { openTestApp, small } from './test-app.ts';

const tiny = { ...small, guest: { ...small.guest, ramBytes: 4 * MIB, workloads: [], nonzeroRanges: [] } };
const plan = { ...OPENING, atOnce: 1, groups: [{ name: 'a.b~c', count: 2, scenario: tiny }] };

describe('an evacuation', () => {
  it('is made when its screen is opened, and again after every change; only the newest answers', async () => {
    const { state, workers, turn } = opened();
    await state().openEvacuation();
    await state().openEvacuation();
    expect(workers).toHaveLength(1);
    state().editEvacuation(() => plan);
    state().editEvacuation((same) => ({ ...same }));
    expect(workers.map(({ isAlive }) => isAlive)).toEqual([false, true]);
    workers[1]!.answer();
    await turn();
    expect(state()).toMatchObject({ evacuationStatus: 'ready', evacuationOutcome: { moved: 2 } });
    expect(state().evacuationView).toBe(state().evacuationOutcome);
  });

  it('does not take more guests than 32, or none', async () => {
    const { state, workers } = opened();
    await state().openEvacuation();
    state().editEvacuation((now) => ({ ...now, groups: [] }));
    expect(state().notices.at(-1)?.title).toBe('An evacuation needs a guest.');
    state().editEvacuation((now) => ({ ...now, groups: [{ ...plan.groups[0]!, count: 33 }] }));
    expect(state().notices.at(-1)?.title).toBe('33 guests are too many.');
    expect(workers).toHaveLength(1);
    expect(state().evacuationPlan).toBe(OPENING);
  });

  it('takes guests from the Lab, but not over a link for tests', async () => {
    const { state, settle } = opened();
    await state().openEvacuation();
    state().openScenario(small, { start: 'beginning' });
    await settle();
    state().addGuests(null);
    expect(state().evacuationPlan.groups.at(-1)).toEqual({ name: 'small', count: 1, scenario: small });
    state().openScenario({ ...small, link: { kind: 'fast', windowMs: 100 } }, { start: 'beginning' });
    await settle();
    state().addGuests(null);
    expect(state().notices.at(-1)?.title).toBe('A link for tests cannot be shared.');
    expect(state().evacuationPlan.groups).toHaveLength(OPENING.groups.length + 1);
  });

  it('is started again when its worker dies, told, and given up when the next one dies too', async () => {
    const { state, workers, turn } = opened();
    await state().openEvacuation();
    workers[0]!.onerror?.({ message: 'boom' });
    await turn();
    expect(workers).toHaveLength(2);
    expect(state().evacuationStatus).toBe('running');
    expect(state().notices.at(-1)).toMatchObject({ about: 'evacuation', detail: 'boom' });
    workers[1]!.onerror?.({ message: 'boom' });
    await turn();
    expect(state().evacuationStatus).toBe('failed');
    state().runEvacuation();
    expect(workers).toHaveLength(3);
    state().stopEvacuation();
    expect(workers[2]!.isAlive).toBe(false);
    expect(state().evacuationStatus).toBe('stopped');
  });

  it('gives a guest to the Lab with its share of the link', async () => {
    const { state, workers, turn, settle } = opened();
    await state().openEvacuation();
    state().editEvacuation(() => plan);
    state().openEvacuatedGuest(1);
    expect(state().scenario).not.toMatchObject({ seed: 2, name: 'small' });
    workers[1]!.answer();
    await turn();
    state().openEvacuatedGuest(1);
    await settle();
    expect(state().scenario).toEqual(state().evacuationOutcome!.own[1]!.scenario);
    expect(state().run?.timeline.outcome?.totalTimeMs).toBe(state().evacuationOutcome!.guests[1]!.totalTimeMs);
  });
});

describe('the plan in the address', () => {
  it('comes back as it went', async () => {
    expect(await planInLink(`#view=evacuate&${await linkOfPlan(plan)}`)).toEqual(plan);
    expect(await planInLink('#view=evacuate')).toBeNull();
  });

  it('is written when it differs from what is seen first, and opened from there', async () => {
    const { state, frame, bar } = opened();
    await state().openEvacuation();
    state().editEvacuation(() => plan);
    await frame(0);
    await vi.waitFor(() => expect(bar.hash()).toContain('evacuate=1.1250000000.1.given~a%2Eb%7Ec.2.'));
    const other = opened(bar.hash());
    await other.state().openEvacuation();
    expect(other.state().evacuationPlan).toEqual(plan);
  });

  it.each(['2.x', '1.5.x', '1.1250000000.8.given', '1.1250000000.0.given~a.1.x', '1.9.8.given~a.40.x'])(
    'is refused when it is %s',
    async (part) => {
      const { state } = opened(`#evacuate=${part}`);
      await state().openEvacuation();
      expect(state().notices.at(-1)?.title).toBe('The evacuation in this link cannot be opened.');
      expect(state().evacuationPlan).toBe(OPENING);
    },
  );
});

function opened(hash = '') {
  const workers: (EvacuationWorkerLike & { isAlive: boolean; answer: () => void })[] = [];
  const start = (): EvacuationWorkerLike => {
    let asked: EvacuationCommand | null = null;
    const worker = {
      isAlive: true,
      onmessage: null as EvacuationWorkerLike['onmessage'],
      onerror: null as EvacuationWorkerLike['onerror'],
      postMessage: (command: EvacuationCommand) => {
        asked = command;
      },
      terminate: () => {
        worker.isAlive = false;
      },
      answer: () => {
        const evacuation = new Evacuation(asked!.plan);
        evacuation.advance(Infinity);
        worker.onmessage?.({ data: { type: 'evacuated', outcome: evacuation.outcome() } });
      },
    };
    workers.push(worker);
    return worker;
  };
  const app = openTestApp(startInProcessWorker, hash, undefined, start);
  return { ...app, workers, turn: () => new Promise((resolve) => setTimeout(resolve)) };
}
