import type { PageBiography, PageEvent } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
import { counted, t } from '../../language/t.ts';
import { formatCount } from '../../units.ts';

/** How the two sides stand to each other, in one sentence. */
export function standing({ sourceVersion, destinationVersion, postcopy }: PageBiography): string {
  if (postcopy !== null) return placeText(sourceVersion, postcopy);
  const written = writtenText(sourceVersion);
  if (destinationVersion === null) return t('{written}; never sent.', { written });
  if (destinationVersion === sourceVersion) return t('{written}; the destination has the newest content.', { written });
  return counted(
    sourceVersion - destinationVersion,
    '{written}; the destination has version {version} and misses the last write.',
    '{written}; the destination has version {version} and misses the last {count} writes.',
    { written, version: destinationVersion },
  );
}

/** Where the page is, once post-copy has begun. */
function placeText(sourceVersion: number, place: NonNullable<PageBiography['postcopy']>): string {
  const written = place === 'there' ? writtenText(sourceVersion) : writtenOnSource(sourceVersion);
  switch (place) {
    case 'discarded':
      return t('{written}; the destination has thrown it away, so it is only at the source.', { written });
    case 'requested':
      return t('{written}; it is only at the source, and a CPU of the destination waits for it.', { written });
    case 'there':
      return t('{written}; it is at the destination, and its content is what the guest makes of it there.', {
        written,
      });
  }
}

const writtenText = (count: number): string =>
  count === 0 ? t('Not written since migrate') : t('Written {times} since migrate', { times: times(count) });

const writtenOnSource = (count: number): string =>
  count === 0
    ? t('Not written since migrate on the source')
    : t('Written {times} since migrate on the source', { times: times(count) });

/**
 * One event in words: by whom and seen by whom, found by which sync, sent in which version.
 * @param devices those of the run, for their names
 */
export function eventText(event: PageEvent, devices: readonly Pick<VfioDevice, 'name'>[]): string {
  switch (event.kind) {
    case 'written': {
      const written = writeText(event, devices);
      return event.tracked ? written : t('{written}; nobody reported it', { written });
    }
    case 'resumed':
      return event.has
        ? t('the guest runs on the destination, with the content that was sent')
        : t('the guest runs on the destination, without this page');
    case 'discarded':
      return event.had
        ? t('the destination throws it away, for what it has is older')
        : t('the destination is told to throw it away, and has nothing of it');
    case 'requested':
      return t('requested: CPU {cpu} of the destination touches it, and waits', { cpu: event.vcpu });
    case 'arrived':
      return t('arrived at the destination');
    case 'lost-on-the-way':
      return t('lost on the wire, for the channel broke; it must be sent again');
    case 'written-there':
      return event.times > 1
        ? t('written {times} on the destination by CPU {cpu}', { times: times(event.times), cpu: event.vcpu })
        : t('written on the destination by CPU {cpu}', { cpu: event.vcpu });
    case 'found-dirty':
      return t('found dirty by sync {sync}', { sync: event.sync });
    case 'sent': {
      const { version } = event;
      const sent = event.zero
        ? t('sent as a zero page, version {version}', { version })
        : t('sent, version {version}', { version });
      return event.redundant ? t('{sent}; the destination had it already', { sent }) : sent;
    }
  }
}

function writeText(
  { by, device, times: count, version }: PageEvent & { readonly kind: 'written' },
  devices: readonly Pick<VfioDevice, 'name'>[],
): string {
  const words = { times: times(count), version, device: nameOf(device, devices) };
  if (by === 'vcpu')
    return count > 1
      ? t('written {times} by a CPU, version {version}', words)
      : t('written by a CPU, version {version}', words);
  return count > 1
    ? t('written {times} by DMA of {device}, version {version}', words)
    : t('written by DMA of {device}, version {version}', words);
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
  const words = { sent: at(sent), written: at(lost), device: nameOf(lost.device, devices) };
  return resumed
    ? t(
        'Sent at {sent}, written at {written} by DMA of {device}, never reported, and the guest resumed at {resumed} with the old content.',
        { ...words, resumed: at(resumed) },
      )
    : t('Sent at {sent}, written at {written} by DMA of {device}, never reported.', words);
}

const nameOf = (index: number | null, devices: readonly Pick<VfioDevice, 'name'>[]): string =>
  (index === null ? undefined : devices[index]?.name) ?? t('the device', {}, 'by DMA of');

const times = (count: number): string =>
  count === 1 ? t('once') : count === 2 ? t('twice') : counted(count, '{count} time', '{count} times');
