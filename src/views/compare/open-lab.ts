import type { AppStore } from '../../store/app-store.ts';
import { showLab } from '../show-lab.ts';

/** Opens a variant in the Lab. */
export function openLab(store: AppStore, variantId: string): void {
  store.getState().openInLab(variantId);
  showLab();
}
