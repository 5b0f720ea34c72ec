import type { PageBiography, PageEvent } from '../../engine/record.ts';
import { formatCount } from '../../units.ts';

/** How the two sides stand to each other, in one sentence. */
export function standing({ sourceVersion, destinationVersion }: PageBiography): string {
  const written = sourceVersion === 0 ? 'Not written since migrate' : `Written ${times(sourceVersion)} since migrate`;
  if (destinationVersion === null) return `${written}; never sent.`;
  if (destinationVersion === sourceVersion) return `${written}; the destination has the newest content.`;
  const behind = sourceVersion - destinationVersion;
  return `${written}; the destination has version ${formatCount(destinationVersion)} and misses ${
    behind === 1 ? 'the last write' : `the last ${formatCount(behind)} writes`
  }.`;
}

/** One event in words: by whom and seen by whom, found by which sync, sent in which version. */
export function eventText(event: PageEvent): string {
  switch (event.kind) {
    case 'written': {
      const by = event.by === 'vcpu' ? 'by a CPU' : 'by the device';
      const often = event.times > 1 ? ` ${times(event.times)}` : '';
      return `written${often} ${by}, version ${formatCount(event.version)}${event.tracked ? '' : '; nobody tracks this'}`;
    }
    case 'found-dirty':
      return `found dirty by sync ${formatCount(event.sync)}`;
    case 'sent': {
      const as = event.zero ? ' as a zero page' : '';
      return `sent${as}, version ${formatCount(event.version)}${event.redundant ? '; the destination had it already' : ''}`;
    }
  }
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`);

/** The story of a write that is lost, in one sentence, or null for a page that has none: sent, then written by a device that nobody asks. */
export function lostStory({ events, sourceVersion, destinationVersion }: PageBiography): string | null {
  if (destinationVersion === null || destinationVersion === sourceVersion) return null;
  const sentAt = events.findLastIndex(({ kind }) => kind === 'sent');
  const sent = events[sentAt];
  const lost = events.slice(sentAt + 1).find((event) => event.kind === 'written' && !event.tracked);
  if (!sent || !lost) return null;
  const resumed = events.find(({ kind }) => kind === 'resumed');
  const end = resumed ? `, and the guest resumed at ${formatCount(resumed.atMs)} ms with the old content.` : '.';
  return `Sent at ${formatCount(sent.atMs)} ms, written by the device at ${formatCount(lost.atMs)} ms, never reported${end}`;
}
