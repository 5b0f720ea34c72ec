import type { AppStore } from '../../store/app-store.ts';

/** Opens a variant in the Lab, which is the screen that an address without a name shows. */
export function openLab(store: AppStore, variantId: string): void {
  store.getState().openInLab(variantId);
  const parts = window.location.hash.slice(1).split('&');
  window.location.hash = parts.filter((part) => part !== '' && !part.startsWith('view=')).join('&');
}
