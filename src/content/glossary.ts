import type { Term } from './term.ts';

/** Every word that the lessons and the screens do not explain where they use it, by name. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'device-state',
    name: 'device state',
    definition:
      'What a device needs to go on elsewhere: registers, queues, its own memory. Without pre-copy of its own, a device gives it only once it is stopped, so all of it counts as downtime.',
    source: 'Linux include/uapi/linux/vfio.h, VFIO_DEVICE_STATE_STOP_COPY',
    example: { run: 'idle', says: 'Without a passed-through device {other-bytes} were not memory.' },
  },
  {
    id: 'dirty',
    name: 'dirty',
    definition:
      'Written since QEMU last took note. A dirty page must be sent again, or the destination has an old one.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: 'After the first pass {first-found-pages} were found dirty.' },
  },
  {
    id: 'page',
    name: 'page',
    definition: 'The unit in which memory is tracked and sent: 4 KiB on x86, whatever size the host maps it with.',
    source: 'QEMU migration/ram.c, TARGET_PAGE_SIZE',
    example: { run: 'idle', says: '{ram} are {pages}.' },
  },
  {
    id: 'pass',
    name: 'pass',
    also: ['iteration', 'round'],
    definition: 'One walk over what is dirty, from one sync to the next. QEMU counts them as `dirty-sync-count`.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: 'It took {passes} passes; the first lasted {first-pass} of {total}.' },
  },
  {
    id: 'pre-copy',
    name: 'pre-copy',
    definition: 'Copying memory while the guest runs, in passes, before it is stopped for the rest.',
    source: 'QEMU docs/devel/migration',
    example: {
      run: 'converging',
      says: '{sent-running} went while the guest ran, {sent-stopped} while it stood still.',
    },
  },
  {
    id: 'shared-memory',
    name: 'shared memory',
    definition: 'Guest RAM that both QEMU processes map on one host. With `x-ignore-shared` it is not migrated at all.',
    source: 'QEMU migration/ram.c, migrate_ram_is_ignored()',
    example: { run: 'shared-memory', says: 'Of a guest of {ram}, {sent} were sent.' },
  },
  {
    id: 'sync',
    name: 'sync',
    also: ['bitmap sync'],
    definition:
      'QEMU collects what all dirty logs hold into its bitmap, and the logs begin anew. It happens when what remains falls below the threshold, and once more with the guest stopped.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: {
      run: 'converging',
      says: '{syncs} syncs; the second raised what remained from {second-before} to {second-after}.',
    },
  },
  {
    id: 'working-set',
    name: 'working set',
    definition: 'The pages that a guest writes again and again. A pass finds no more than that, however long it takes.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: {
      run: 'converging',
      says: 'It writes within 256 MiB, and the first pass found {first-found} of them dirty.',
    },
  },
  {
    id: 'zero-page',
    name: 'zero page',
    definition: 'A page of nothing but zeros. It is sent as 9 bytes, and counts as 4 KiB in what remains.',
    source: 'QEMU migration/ram.c, save_zero_page()',
    example: { run: 'idle', says: 'This guest was full: {zero-pages} of zeros.' },
  },
];

/** @throws RangeError for an id that no term has */
export function termNamed(id: string): Term {
  const found = GLOSSARY.find((term) => term.id === id);
  if (!found) throw new RangeError(`the glossary has no term ${id}`);
  return found;
}

export const nameOfTerm = (id: string): string => termNamed(id).name;
