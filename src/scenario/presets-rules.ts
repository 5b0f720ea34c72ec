import type { UntrackedRuleName } from '../engine/scenario.ts';
import type { ScenarioChanges } from './defaults.ts';
import type { Preset } from './presets.ts';
import { threadGuest } from './thread-guest.ts';

type Expected = Preset['expected'];

const REFUSED: Expected = { status: 'refused', tone: 'warning', syncs: [0, 0], stale: false };
const SKIPPED: Expected = { status: 'completed', tone: 'bad', syncs: [2, 2], stale: false };
const NEVER: Expected = { status: 'not-converged', tone: 'bad', syncs: [8, 14], stale: false };
const FAILED: Expected = { status: 'failed', tone: 'bad', syncs: [1, 1], stale: false };

/** One run for each answer of the thread: the same guest under QEMU 7.2 with a device that nobody tracks. */
export const RULE_PRESETS: readonly Preset[] = [
  untracked('blocker', 'Untracked: refuse', 'QEMU 7.2 as it is: the device blocks every migration.', REFUSED),
  untracked(
    'skip-precopy',
    'Untracked: skip pre-copy',
    'The patch: all of RAM is sent while the guest is stopped, and no limit is looked at.',
    SKIPPED,
  ),
  untracked(
    'skip-precopy-once',
    'Untracked: skip pre-copy, say it once',
    'The second version of the patch: less is printed, and the guest stands still as long.',
    SKIPPED,
  ),
  untracked(
    'opt-in',
    'Untracked: skip pre-copy after an opt-in',
    'The user has allowed it beforehand; without the opt-in the migration is refused.',
    SKIPPED,
    { qemu: { allowRestricted: true } },
  ),
  untracked(
    'keep-precopying',
    'Untracked: keep pre-copying',
    'All RAM counts as dirty at every look, until management raises the limit or cancels.',
    NEVER,
  ),
  untracked(
    'abort-precopy',
    'Untracked: fail when pre-copy begins',
    'The migration starts, and the first look ends it: the guest runs on where it was.',
    FAILED,
  ),
  untracked(
    'all-dirty',
    'Untracked: mark everything dirty',
    'What was merged for 8.0: nothing is lost, and it never ends below the limit.',
    NEVER,
  ),
  untracked(
    'block-precopy',
    'Untracked: refuse pre-copy',
    'The migrate command says no, since the migration would pre-copy.',
    REFUSED,
  ),
  untracked(
    'check-sla',
    'Untracked: check the limit first',
    'All RAM does not fit the limit at the measured bandwidth, so the guest is never stopped.',
    NEVER,
  ),
  {
    id: 'check-sla-fits',
    title: 'Untracked: all RAM fits the limit',
    about: 'rules',
    teaches: 'The same check with a limit of 5 s: once the bandwidth is known the guest is stopped, and in time.',
    scenario: threadGuest('Untracked: all RAM fits the limit', {
      qemu: { untrackedRule: 'check-sla' },
      parameters: { 'downtime-limit': 5000 },
    }),
    expected: { status: 'completed', tone: 'good', syncs: [2, 4], stale: false },
  },
  untracked(
    'refuse-any-sla',
    'Untracked: refuse if a limit is promised',
    'A limit always has a value in QEMU, so the answer is always no.',
    REFUSED,
  ),
  {
    id: 'refuse-any-sla-none',
    title: 'Untracked: no limit was promised',
    about: 'rules',
    teaches: 'If the owner could say that no limit was promised, the guest would stop at once for all of RAM.',
    scenario: threadGuest('Untracked: no limit was promised', {
      qemu: { untrackedRule: 'refuse-any-sla' },
      sla: 'none',
    }),
    expected: SKIPPED,
  },
  untracked(
    'core-notion',
    'Untracked: pre-copy without RAM',
    'The migration thread knows a phase in which RAM is not sent; all of it still has to go once.',
    SKIPPED,
  ),
  untracked(
    'knob',
    'Untracked: do not ask',
    'Looks like a success, but what the device wrote during pre-copy is lost.',
    { status: 'completed', tone: 'bad', syncs: [3, 8], stale: true },
  ),
  untracked(
    'zero-is-unlimited',
    'Untracked: a limit of 0 is no limit',
    'A limit of 0 lets pre-copy be skipped; today 0 means one pass and then a stop.',
    SKIPPED,
    { parameters: { 'downtime-limit': 0 } },
  ),
  untracked(
    'fail-fast',
    'Untracked: check the limit and fail',
    'As soon as a window has shown the bandwidth, the migration fails instead of going on for nothing.',
    FAILED,
  ),
  untracked(
    'native-only',
    'Untracked: only a native tracker',
    'A type1 container reports every page, but this rule does not count that as tracking.',
    REFUSED,
    { device: { container: 'type1' } },
  ),
];

function untracked(
  rule: UntrackedRuleName,
  title: string,
  teaches: string,
  expected: Expected,
  changes: ScenarioChanges & Parameters<typeof threadGuest>[1] = {},
): Preset {
  const scenario = threadGuest(title, { ...changes, qemu: { ...changes.qemu, untrackedRule: rule } });
  return { id: `untracked-${rule}`, title, about: 'rules', teaches, scenario, expected };
}
