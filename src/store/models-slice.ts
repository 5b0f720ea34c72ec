import { MODELS, type ModelName } from '../worker/client-models.ts';
import type { Slice } from './app-store.ts';

/** The formulas that are laid beside the run. */
export interface ModelsSlice {
  /** In the order of the list; none at first. Stays when the scenario changes. */
  shownModels: readonly ModelName[];
  showModel(name: ModelName, isShown: boolean): void;
}

export const createModelsSlice: Slice<ModelsSlice> = (set, get) => ({
  shownModels: [],
  showModel(name, isShown) {
    const shown = get().shownModels;
    set({
      shownModels: MODELS.map((model) => model.name).filter((each) => (each === name ? isShown : shown.includes(each))),
    });
  },
});
