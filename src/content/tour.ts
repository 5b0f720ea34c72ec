import type { Prose } from './prose.ts';

/** A stop of the tour of the Lab: a part of the screen, and what it is for. */
export interface Stop {
  /** The part, by its `data-tour`. */
  readonly at: string;
  readonly title: string;
  /** Without values: the tour is taken over whatever run is on the screen. */
  readonly text: Prose;
}

/** In the order in which a newcomer should look. */
export const TOUR: readonly Stop[] = [
  {
    at: 'verdict',
    title: 'What came of it',
    text: 'One sentence with the numbers that matter: for how long the guest stands still, or why it never moves. Everything below says why.',
  },
  {
    at: 'switches',
    title: 'Change something',
    text: 'Three switches change the verdict at once: who tracks what the device writes, the rule when nobody does, and the [[downtime-limit|downtime limit]]. On top, presets; below, everything else a run is made of.',
  },
  {
    at: 'maps',
    title: 'Every page, on both sides',
    text: 'The guest’s memory on the source and on the destination: what waits, what was sent, what is old. Click a page to read its life.',
  },
  {
    at: 'curve',
    title: 'The same run over time',
    text: 'How much remains to be sent, against the [[threshold]] below which the guest may be stopped. Circles are [[sync|syncs]]. Click to move through time, drag to mark a stretch.',
  },
  {
    at: 'closer',
    title: 'Why, and what QEMU would say',
    text: 'Each decision with the values it compared; the monitor, into which commands can be typed; the devices; and what the pause was made of.',
  },
  {
    at: 'transport',
    title: 'Time, both ways',
    text: 'Play, stop, step back. The engine is exact, so any instant can be reached again, from either side.',
  },
  {
    at: 'share',
    title: 'Take it along',
    text: 'The whole run is in the address: share it, and somebody else sees the same, to the bit. Help has the keys, and this tour.',
  },
];
