import { DIFFERENCE } from '../../charts/difference-painter.ts';
import type { Alignment } from '../../store/alignment.ts';
import type { OutcomeRow } from '../../sweep/outcome-rows.ts';

/* Tables of this screen whose texts go through `t` where they are shown. */

export const ALIGNMENTS: readonly { id: Alignment; label: string; title: string; detail: string }[] = [
  { id: 'time', label: 'Time', title: 'Align by time', detail: 'All stand at the same simulated time' },
  { id: 'pass', label: 'Pass', title: 'Align by pass', detail: 'All stand equally far in the same pass over RAM' },
  { id: 'bytes', label: 'Bytes', title: 'Align by bytes', detail: 'All have sent the same number of bytes' },
];

/** In which the table of outcomes is copied. */
export const FORMS = [
  { id: 'markdown', label: 'Markdown', detail: 'For an issue or a wiki' },
  { id: 'text', label: 'Plain text', detail: 'At most 72 columns, for a mail' },
] as const;

/** The legend of the map of differences. */
export const DIFFERENCE_ENTRIES = [
  { kind: DIFFERENCE.same, name: 'the same {pages}' },
  { kind: DIFFERENCE.differs, name: 'newer in one {pages}' },
  { kind: DIFFERENCE.leftLost, name: 'lost in A only {pages}' },
  { kind: DIFFERENCE.rightLost, name: 'lost in B only {pages}' },
  { kind: DIFFERENCE.bothLost, name: 'lost in both {pages}' },
] as const;

/** How a run ended, in a word or two. */
export const STATUS: Readonly<Record<OutcomeRow['status'], string>> = {
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
  refused: 'refused',
  'realize-error': 'no such guest',
  'not-converged': 'never completes',
};

/** Whether the limit was kept, as the table says it. */
export const SLA_WORDS = ['yes', 'no', 'no promise'] as const;

/** What a release may change; names of QEMU stay. */
export const CHANGES = [
  'status',
  'guest stopped',
  'total time',
  'sent',
  'pages lost',
  'statuses visited',
  'messages',
  'told beforehand',
] as const;
