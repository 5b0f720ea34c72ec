import type { EvacuationOutcome, EvacuationView } from '../evacuation/evacuation.ts';
import { type GroupedPlan, OPENING } from '../evacuation/opening.ts';
import { MOST_GUESTS, type Plan } from '../evacuation/plan.ts';
import { guestsOf } from '../evacuation/plan-file.ts';
import type { OrderRow } from '../evacuation/report.ts';
import { t } from '../language/t.ts';
import { preset } from '../scenario/presets.ts';
import type { Scenario } from '../worker/client.ts';
import { askEvacuation, askOrders, EvacuationWorkerDied } from '../worker/pool-evacuation.ts';
import type { SweepJob } from '../worker/pool-sweep.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { followEvacuationLink, planInLink } from './evacuation-link.ts';
import type { Part } from './parts.ts';

/** Many guests on one link. */
export interface EvacuationSlice {
  evacuationPlan: GroupedPlan;
  /** The screen has been opened: from then on every change of the plan is made at once. */
  isEvacuationOpen: boolean;
  /** As it stands, or as it ended; null before anything is known of it. */
  evacuationView: EvacuationView | null;
  evacuationOutcome: EvacuationOutcome | null;
  evacuationStatus: 'idle' | 'running' | 'ready' | 'stopped' | 'failed';
  /** The same guests in other orders, as far as they are there. */
  orderRows: readonly OrderRow[];
  /** How many there will be. */
  orderCount: number;
  ordersStatus: 'idle' | 'running' | 'ready' | 'failed';
  /** Opens the plan in the address, or what is seen first, and makes it; only the first time. */
  openEvacuation(): Promise<void>;
  openEvacuationLink(): Promise<void>;
  /** Changes the plan and makes it. More guests than 32 and fewer than one are told and not taken. */
  editEvacuation(change: (plan: GroupedPlan) => GroupedPlan): void;
  /** Adds guests of the Lab's scenario, or of a preset. */
  addGuests(presetId: string | null): void;
  /** Makes it again, also after a fault. */
  runEvacuation(): void;
  stopEvacuation(): void;
  compareOrders(): void;
  /** Opens guest `index` in the Lab: its own run, with its share of the link. Does nothing before the end. */
  openEvacuatedGuest(index: number): void;
}

export const createEvacuationSlice =
  ({ startEvacuationWorker, location }: StoreDeps): Slice<EvacuationSlice> =>
  (set, get) => {
    let job: SweepJob<EvacuationOutcome> | null = null;
    let ordersJob: SweepJob<void> | null = null;

    /** @param again the worker may die once more before it is given up */
    const run = async (again: boolean): Promise<void> => {
      job?.stop();
      const plan = planOf(get().evacuationPlan);
      const mine = askEvacuation(startEvacuationWorker, plan, (view) => set({ evacuationView: view }));
      job = mine;
      set({ evacuationView: null, evacuationOutcome: null, evacuationStatus: 'running' });
      try {
        const evacuationOutcome = await mine.answer;
        if (job === mine) set({ evacuationOutcome, evacuationView: evacuationOutcome, evacuationStatus: 'ready' });
      } catch (error) {
        if (job !== mine) return;
        const restarts = again && error instanceof EvacuationWorkerDied;
        const title = restarts
          ? t('The worker of the evacuation died, and was started again.')
          : t('The evacuation could not be made.');
        get().report('evacuation', title, error);
        if (restarts) return run(false);
        set({ evacuationStatus: 'failed' });
      }
    };

    const take = (plan: GroupedPlan) => {
      ordersJob?.stop();
      ordersJob = null;
      set({ evacuationPlan: plan, orderRows: [], ordersStatus: 'idle' });
      get().dismiss('evacuation');
      void run(true);
    };

    return {
      evacuationPlan: OPENING,
      isEvacuationOpen: false,
      evacuationView: null,
      evacuationOutcome: null,
      evacuationStatus: 'idle',
      orderRows: [],
      orderCount: 0,
      ordersStatus: 'idle',
      async openEvacuation() {
        if (get().isEvacuationOpen) return;
        set({ isEvacuationOpen: true });
        await get().openEvacuationLink();
      },
      async openEvacuationLink() {
        let plan: GroupedPlan | null = null;
        let fault: unknown = null;
        try {
          plan = await planInLink(location.hash());
        } catch (error) {
          fault = error;
        }
        if (plan || get().evacuationStatus === 'idle') take(plan ?? OPENING);
        if (fault !== null) get().report('evacuation', t('The evacuation in this link cannot be opened.'), fault);
      },
      editEvacuation(change) {
        const plan = change(get().evacuationPlan);
        const guests = plan.groups.reduce((sum, { count }) => sum + count, 0);
        if (guests < 1 || guests > MOST_GUESTS)
          return get().notify({
            about: 'evacuation',
            tone: 'info',
            title: guests < 1 ? t('An evacuation needs a guest.') : t('{guests} guests are too many.', { guests }),
            detail: '',
            advice:
              guests < 1
                ? t('Add another before you remove the last.')
                : t('At most {most} are moved together.', { most: MOST_GUESTS }),
            action: null,
          });
        if (JSON.stringify(plan) !== JSON.stringify(get().evacuationPlan)) take(plan);
      },
      addGuests(presetId) {
        const scenario: Scenario = presetId === null ? get().scenario : preset(presetId).scenario;
        if (scenario.link.kind === 'fast')
          return get().notify({
            about: 'evacuation',
            tone: 'info',
            title: t('A link for tests cannot be shared.'),
            detail: '',
            advice: t('Give the scenario a link with a speed.'),
            action: null,
          });
        const name = scenario.name || 'guest';
        get().editEvacuation((plan) => ({ ...plan, groups: [...plan.groups, { name, count: 1, scenario }] }));
      },
      runEvacuation() {
        void run(true);
      },
      stopEvacuation() {
        ordersJob?.stop();
        ordersJob = null;
        if (get().ordersStatus === 'running') set({ ordersStatus: 'idle', orderRows: [] });
        if (get().evacuationStatus !== 'running') return;
        job?.stop();
        job = null;
        set({ evacuationStatus: 'stopped' });
      },
      async compareOrders() {
        ordersJob?.stop();
        const mine = askOrders(startEvacuationWorker, planOf(get().evacuationPlan), (row, orderCount) =>
          set({ orderRows: [...get().orderRows, row], orderCount }),
        );
        ordersJob = mine;
        set({ orderRows: [], orderCount: 0, ordersStatus: 'running' });
        try {
          await mine.answer;
          if (ordersJob === mine) set({ ordersStatus: 'ready' });
        } catch (error) {
          if (ordersJob !== mine) return;
          set({ ordersStatus: 'failed' });
          get().report('evacuation', t('The orders could not be compared.'), error);
        }
      },
      openEvacuatedGuest(index) {
        const own = get().evacuationOutcome?.own[index];
        if (own) get().openScenario(own.scenario, { start: 'beginning' });
      },
    };
  };

/** What the evacuation needs of the state. */
export const evacuationPart = (deps: StoreDeps): Part => ({
  slice: createEvacuationSlice(deps),
  isSettled: ({ evacuationStatus, ordersStatus }) => evacuationStatus !== 'running' && ordersStatus !== 'running',
  follow: (app) => followEvacuationLink(app, deps),
});

/** Guests one by one. */
const planOf = ({ groups, ...plan }: GroupedPlan): Plan => ({ ...plan, guests: guestsOf(groups) });
