import { t } from '../language/t.ts';
import { FIRST_VISIT } from '../scenario/first-visit.ts';
import type { Preset } from '../scenario/presets.ts';
import type { Scenario } from '../worker/client.ts';
import type { Slice } from './app-store.ts';
import type { Note } from './notes-slice.ts';
import type { Start } from './run-slice.ts';

/** What the next run is made of. It may be ahead of the run on the screen, which is `run.scenario`. */
export interface ScenarioSlice {
  scenario: Scenario;
  /** The preset that `scenario` is, until it is edited. */
  presetId: string | null;
  /** Grows with each scenario that is opened in the place of another, and not with its edits. */
  opening: number;
  /** Oldest first, at most 100. */
  past: readonly Version[];
  /** What `redo` brings back, the next one last. */
  future: readonly Version[];
  /**
   * Changes the scenario and starts its run. A change that makes no possible scenario is told and not made. Made at once,
   * or as soon as the rules of a scenario are fetched.
   * @param group edits of the same group that follow each other are undone together, until `endEdit`: the way of a slider
   */
  edit(change: (scenario: Scenario) => Scenario, group?: string): void;
  endEdit(): void;
  undo(): void;
  redo(): void;
  /** Takes a whole new scenario, trusted, and shows its run from `start`. */
  openScenario(scenario: Scenario, options: { readonly presetId?: string; readonly start: Start }): void;
  choosePreset(preset: Pick<Preset, 'id' | 'scenario'>, start?: Start): void;
  /** A scenario file dropped or chosen. What is wrong with it is told, and the run on the screen stays. */
  openScenarioFile(text: string, file: string): void;
}

interface Version {
  readonly scenario: Scenario;
  readonly presetId: string | null;
  /** Those that went when another scenario was opened in its place; missing where an edit kept them. */
  readonly notes?: readonly Note[];
}

const MOST_VERSIONS = 100;

/** The rules of a scenario. A run that is only looked at needs none, so they are no part of the first load. */
let rules: typeof import('../scenario/schema.ts') | null = null;

/** Fetches what `edit` checks with; where this is awaited before anything can be edited, every edit is made at once. */
export async function fetchScenarioRules(): Promise<void> {
  rules = await import('../scenario/schema.ts');
}

export const createScenarioSlice: Slice<ScenarioSlice> = (set, get) => {
  /** The group of the last edit, while edits may still be joined to it. */
  let openGroup: string | null = null;

  const current = (): Version => ({ scenario: get().scenario, presetId: get().presetId });
  const currentWithNotes = (): Version => ({ ...current(), notes: get().notes });
  const extendedPast = (version = current()) => [...get().past, version].slice(-MOST_VERSIONS);
  const goTo = ({ scenario, presetId, notes }: Version, rest: Pick<ScenarioSlice, 'past' | 'future'>) => {
    openGroup = null;
    set({ scenario, presetId, ...(notes && { notes }), ...rest });
    void get().loadRun('keep');
  };

  const withRules = (act: (found: NonNullable<typeof rules>) => void): void => {
    if (rules) return act(rules);
    void fetchScenarioRules().then(
      () => act(rules!),
      (error: unknown) => get().report('scenario', t('What checks a scenario cannot be fetched.'), error),
    );
  };

  return {
    scenario: FIRST_VISIT.scenario,
    presetId: FIRST_VISIT.id,
    opening: 0,
    past: [],
    future: [],
    edit(change, group) {
      withRules(({ parseScenario }) => {
        const now = get();
        const scenario = change(now.scenario);
        if (JSON.stringify(scenario) === JSON.stringify(now.scenario)) return;
        try {
          parseScenario(scenario, '');
        } catch (error) {
          return now.report('scenario', t('This change is not possible.'), error);
        }
        const isJoined = group !== undefined && group === openGroup;
        openGroup = group ?? null;
        now.dismiss('scenario');
        set({ scenario, presetId: null, future: [], ...(!isJoined && { past: extendedPast() }) });
        void now.loadRun('keep');
      });
    },
    endEdit() {
      openGroup = null;
    },
    undo() {
      const now = get();
      const version = now.past.at(-1);
      const left = version?.notes ? currentWithNotes() : current();
      if (version) goTo(version, { past: now.past.slice(0, -1), future: [...now.future, left] });
    },
    redo() {
      const now = get();
      const version = now.future.at(-1);
      const left = version?.notes ? currentWithNotes() : current();
      if (version) goTo(version, { past: extendedPast(left), future: now.future.slice(0, -1) });
    },
    openScenario(scenario, { presetId = null, start }) {
      const now = get();
      openGroup = null;
      for (const about of ['scenario', 'file', 'link'] as const) now.dismiss(about);
      const isFirst = now.run === null && now.runStatus === 'idle';
      const past = isFirst ? [] : extendedPast(currentWithNotes());
      set({ scenario, presetId, opening: now.opening + 1, future: [], past, notes: [], noteDraft: null });
      now.clearSelection();
      now.clearConsole();
      now.closeRecording();
      void now.loadRun(start);
    },
    choosePreset({ id, scenario }, start = 'beginning') {
      get().openScenario(scenario, { presetId: id, start });
    },
    openScenarioFile(text, file) {
      withRules(({ parseScenarioText }) => {
        try {
          get().openScenario(parseScenarioText(text, file), { start: 'beginning' });
        } catch (error) {
          get().report('file', t('This file is not a scenario.'), error);
        }
      });
    },
  };
};
