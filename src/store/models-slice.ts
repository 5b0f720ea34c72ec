import type { ModelName } from '../worker/client-models.ts';
import type { Slice } from './app-store.ts';

/** The formulas that are laid beside the run. */
export interface ModelsSlice {
  /** In the order in which they were chosen; none at first. Stays when the scenario changes. */
  shownModels: readonly ModelName[];
  showModel(name: ModelName, isShown: boolean): void;
}

export const createModelsSlice: Slice<ModelsSlice> = (set, get) => ({
  shownModels: [],
  showModel(name, isShown) {
    const others = get().shownModels.filter((each) => each !== name);
    set({ shownModels: isShown ? [...others, name] : others });
  },
});
