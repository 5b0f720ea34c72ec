import type { Scenario } from '../engine/scenario.ts';
import { threadGuest } from './thread-guest.ts';

/** What a person sees who comes without a link. Apart from the other presets, which the first load does not carry. */
export const FIRST_VISIT: { readonly id: 'first-visit'; readonly scenario: Scenario } = {
  id: 'first-visit',
  scenario: threadGuest('First visit', { qemu: { untrackedRule: 'all-dirty' } }),
};
