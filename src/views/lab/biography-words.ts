import type { PageBiography, PageEvent } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
import { formatCount } from '../../units.ts';

/** How the two sides stand to each other, in one sentence. */
export function standing({ sourceVersion, destinationVersion, postcopy }: PageBiography): string {
  const written = sourceVersion === 0 ? 'Not written since migrate' : `Written ${times(sourceVersion)} since migrate`;
  if (postcopy !== null) return `${written}${postcopy === 'there' ? '' : ' on the source'}; ${PLACES[postcopy]}.`;
  if (destinationVersion === null) return `${written}; never sent.`;
  if (destinationVersion === sourceVersion) return `${written}; the destination has the newest content.`;
  const behind = sourceVersion - destinationVersion;
  return `${written}; the destination has version ${formatCount(destinationVersion)} and misses ${
    behind === 1 ? 'the last write' : `the last ${formatCount(behind)} writes`
  }.`;
}

/** Where the page is, once post-copy has begun. */
const PLACES: Readonly<Record<NonNullable<PageBiography['postcopy']>, string>> = {
  discarded: 'the destination has thrown it away, so it is only at the source',
  requested: 'it is only at the source, and a CPU of the destination waits for it',
  there: 'it is at the destination, and its content is what the guest makes of it there',
};

/**
 * One event in words: by whom and seen by whom, found by which sync, sent in which version.
 * @param devices those of the run, for their names
 */
export function eventText(event: PageEvent, devices: readonly Pick<VfioDevice, 'name'>[]): string {
  switch (event.kind) {
    case 'written': {
      const by = event.by === 'vcpu' ? 'by a CPU' : `by DMA of ${nameOf(event.device, devices)}`;
      const often = event.times > 1 ? ` ${times(event.times)}` : '';
      return `written${often} ${by}, version ${formatCount(event.version)}${event.tracked ? '' : '; nobody reported it'}`;
    }
    case 'resumed':
      return `the guest runs on the destination, ${event.has ? 'with the content that was sent' : 'without this page'}`;
    case 'discarded':
      return event.had
        ? 'the destination throws it away, for what it has is older'
        : 'the destination is told to throw it away, and has nothing of it';
    case 'requested':
      return `requested: CPU ${formatCount(event.vcpu)} of the destination touches it, and waits`;
    case 'arrived':
      return 'arrived at the destination';
    case 'lost-on-the-way':
      return 'lost on the wire, for the channel broke; it must be sent again';
    case 'written-there': {
      const often = event.times > 1 ? ` ${times(event.times)}` : '';
      return `written${often} on the destination by CPU ${formatCount(event.vcpu)}`;
    }
    case 'found-dirty':
      return `found dirty by sync ${formatCount(event.sync)}`;
    case 'sent': {
      const as = event.zero ? ' as a zero page' : '';
      return `sent${as}, version ${formatCount(event.version)}${event.redundant ? '; the destination had it already' : ''}`;
    }
  }
}

/**
 * The story of a lost write in one sentence: sent, then written by a device that nobody asks. Null for a page without one.
 * @param devices those of the run, for their names
 */
export function lostStory(
  { events, sourceVersion, destinationVersion }: PageBiography,
  devices: readonly Pick<VfioDevice, 'name'>[],
): string | null {
  if (destinationVersion === null || destinationVersion === sourceVersion) return null;
  const sentAt = events.findLastIndex(({ kind }) => kind === 'sent');
  const sent = events[sentAt];
  const lost = events.slice(sentAt + 1).find((event) => event.kind === 'written' && !event.tracked);
  if (!sent || lost?.kind !== 'written') return null;
  const resumed = events.find(({ kind }) => kind === 'resumed');
  const at = (event: PageEvent) => `${formatCount(event.atMs)} ms`;
  const end = resumed ? `, and the guest resumed at ${at(resumed)} with the old content.` : '.';
  return `Sent at ${at(sent)}, written at ${at(lost)} by DMA of ${nameOf(lost.device, devices)}, never reported${end}`;
}

const nameOf = (index: number | null, devices: readonly Pick<VfioDevice, 'name'>[]): string =>
  (index === null ? undefined : devices[index]?.name) ?? 'the device';

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`);
