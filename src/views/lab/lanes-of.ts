import { type Lane, runLanes } from '../../charts/lane-spans.ts';
import type { Run } from '../../store/run-slice.ts';
import { encodingShares } from './encoding-figures.ts';
import { guestStates, waitingShares } from './postcopy-figures.ts';
import { linkCarries, linkSpeeds, threadUse, windowsOf } from './run-figures.ts';

/** The lanes of a run: who was in which state, and how busy what sends was. */
export const lanesOf = ({ timeline, scenario, endMs }: Run): Lane[] =>
  runLanes({
    vm: guestStates(timeline),
    throttle: timeline.throttle,
    dirtyLimit: timeline.dirtyLimit,
    statuses: timeline.statuses,
    devices: timeline.devices,
    management: timeline.management,
    windows: windowsOf(timeline),
    linkCarries: linkCarries(scenario),
    linkSpeeds: linkSpeeds(scenario),
    threadUse: threadUse(timeline, scenario),
    ...encodingShares(timeline, scenario),
    waiting: waitingShares(timeline, scenario.guest.vcpus, endMs),
    endMs,
  });
