import type { Term } from './term.ts';

/** Every word that the lessons and the screens do not explain where they use it, by name. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'all-dirty',
    name: 'all-dirty',
    also: ['every page dirty'],
    definition:
      'Every mapped page counts as dirty at each sync, because nobody can tell which of them a device wrote. Safe, and below the downtime limit it never ends.',
    source: 'QEMU hw/vfio/common.c, vfio_get_dirty_bitmap() (8.0)',
    example: {
      run: 'all-dirty',
      says: '{all-dirty-found} were found in {syncs} syncs; after {end} the guest still ran where it was.',
    },
  },
  {
    id: 'auto-converge',
    name: 'auto-converge',
    also: ['throttling'],
    definition:
      'A capability: if too much becomes dirty again, the guest’s CPUs are made to sleep, 20 % of their time at first, then 10 % more, up to 99 %. What devices write is not slowed.',
    source: 'QEMU migration/ram.c, mig_throttle_guest_down()',
    example: { run: 'auto-converge', says: 'In {throttle-steps} steps to {throttle}, and moved after {total}.' },
  },
  {
    id: 'bandwidth',
    name: 'bandwidth',
    definition:
      'What left in the last closed window, divided by its length. An estimate: a cap falsifies it, and before the first window closes there is none.',
    source: 'QEMU migration/migration.c, migration_update_counters()',
    example: { run: 'converging', says: 'The last window measured {bandwidth} on a link of {link}.' },
  },
  {
    id: 'bit',
    name: 'bit',
    definition:
      'One bit stands for one page. Set in the dirty log: it was written. Set in the bitmap: it must be sent.',
    source: 'QEMU migration/ram.c, ram_list_init_bitmaps()',
    example: { run: 'converging', says: 'The second sync set bits for {first-found-pages} of {pages}.' },
  },
  {
    id: 'migration-bitmap',
    name: 'bitmap',
    also: ['migration bitmap', 'bmap'],
    definition: 'One bit for each page: must be sent. All set at first, cleared as pages are sent, set again by syncs.',
    source: 'QEMU migration/ram.c, migration_bitmap_clear_dirty()',
    example: {
      run: 'converging',
      says: 'The second sync raised what it holds from {second-before} to {second-after}.',
    },
  },
  {
    id: 'blocker',
    name: 'blocker',
    also: ['migration blocker'],
    definition:
      'A device or feature that makes `migrate` fail before anything is sent. `query-migrate` lists them as `blocked-reasons`.',
    source: 'QEMU migration/migration.c, migrate_prepare()',
    example: { run: 'blocked', says: 'Nothing was sent: {sent}, after {end}.' },
  },
  {
    id: 'postcopy-blocktime',
    name: 'blocktime',
    also: ['postcopy-blocktime'],
    definition: 'For how long the destination’s CPUs waited for pages, all of them at once.',
    source: 'QEMU migration/postcopy-ram.c, mark_postcopy_blocktime_end()',
    example: {
      run: 'postcopy',
      says: '{blocktime} with all CPUs waiting; the longest wait for one page was {longest-wait}.',
    },
  },
  {
    id: 'brownout',
    name: 'brownout',
    definition:
      'The time in which the guest runs, but slower: throttled, or waiting for pages. Not counted as downtime by anybody.',
    source: 'QEMU softmmu/cpu-throttle.c, cpu_throttle_thread()',
    example: { run: 'auto-converge', says: 'Its CPUs slept for up to {throttle} of their time before it moved.' },
  },
  {
    id: 'cancel',
    name: 'cancel',
    also: ['migrate_cancel'],
    definition: 'Ends a migration. Before the switchover the guest has not noticed anything and runs on where it is.',
    source: 'QEMU migration/migration.c, migrate_fd_cancel()',
    example: { run: 'cancelled', says: 'Cancelled after {total}; {sent} had been sent for nothing.' },
  },
  {
    id: 'capability',
    name: 'capability',
    definition:
      'Something that both sides can be told to do before `migrate`: `auto-converge`, `postcopy-ram`, `multifd`. Off unless set.',
    source: 'QEMU qapi/migration.json, MigrationCapability',
    example: { run: 'multifd', says: 'With `multifd` on, {multifd-bytes} went over its own channels.' },
  },
  {
    id: 'channel',
    name: 'channel',
    definition:
      'A connection between the two QEMU processes. There is one; `multifd` and `postcopy-preempt` open more.',
    source: 'QEMU migration/channel.c',
    example: { run: 'channel-failure', says: 'It broke after {end}, and the guest ran on where it was.' },
  },
  {
    id: 'compress',
    name: 'compression',
    definition:
      'A capability until QEMU 9.0: threads compress pages before they are sent. Pays where the link is slower than the CPUs.',
    source: 'QEMU migration/ram-compress.c',
    example: { run: 'compressed', says: '{compressed-pages} became {compressed-bytes}.' },
  },
  {
    id: 'converge',
    name: 'converging',
    also: ['convergence'],
    definition:
      'Getting to the point where little enough remains. It needs passes that shrink: pages must leave faster than they become dirty.',
    source: 'QEMU migration/migration.c, migration_iteration_run()',
    example: { run: 'converging', says: 'It did after {passes} passes and {total}.' },
  },
  {
    id: 'device-logging',
    name: 'device logging',
    also: ['DMA logging'],
    definition: 'The device itself notes which pages it wrote, and QEMU asks it at each sync. Used from QEMU 8.0 on.',
    source: 'Linux include/uapi/linux/vfio.h, VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT',
    example: { run: 'logging', says: 'Of {dma-writes} writes by DMA, {dma-found} were found, and {lost-pages} lost.' },
  },
  {
    id: 'device-precopy',
    name: 'device pre-copy',
    also: ['PRE_COPY'],
    definition:
      'A device that can give part of its state while it still runs. What it gave counts no more at the switchover, unless it changes again. Used from QEMU 8.1 on.',
    source: 'Linux include/uapi/linux/vfio.h, VFIO_DEVICE_STATE_PRE_COPY',
    example: {
      run: 'device-precopy',
      says: 'Of {device-bytes} of state, {device-bytes-stopped} were left for the pause of {pause}.',
    },
  },
  {
    id: 'device-state',
    name: 'device state',
    definition:
      'What a device needs to go on elsewhere: registers, queues, its own memory. Without pre-copy of its own, a device gives it once it is stopped, so all of it counts.',
    source: 'Linux include/uapi/linux/vfio.h, VFIO_DEVICE_STATE_STOP_COPY',
    example: { run: 'large-state', says: '{device-bytes} of it took {device-time} of the pause.' },
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
    id: 'dirty-limit',
    name: 'dirty limit',
    also: ['vcpu-dirty-limit'],
    definition:
      'A capability from QEMU 8.1 on: each vCPU sleeps when it dirties more than it may, one by one, in place of throttling all of them. Needs a dirty ring.',
    source: 'QEMU softmmu/dirtylimit.c',
    example: {
      run: 'dirty-limit',
      says: 'Moved after {total}, with each vCPU held to a rate near {dirty-limit-rate}.',
    },
  },
  {
    id: 'dirty-log',
    name: 'dirty log',
    also: ['dirty logging'],
    definition:
      'Where the kernel notes that a page was written, a bit each. A sync reads it; it is cleared then, or a chunk at a time before that is sent, never page by page.',
    source: 'Linux Documentation/virt/kvm/api.rst, KVM_GET_DIRTY_LOG',
    example: {
      run: 'converging',
      says: '{vain-pages} were sent again although the destination had them: their bit was set before they left.',
    },
  },
  {
    id: 'dirty-rate',
    name: 'dirty rate',
    also: ['dirty-pages-rate'],
    definition:
      'How many bits of the bitmap a second went from 0 to 1, measured over more than a second. Not how fast the guest writes: a page written twice counts once.',
    source: 'QEMU migration/ram.c, migration_update_rates()',
    example: { run: 'converging', says: 'The guest wrote {write-rate}; QEMU reports {reported-rate}.' },
  },
  {
    id: 'dirty-ring',
    name: 'dirty ring',
    definition:
      'Another form of the dirty log: each vCPU notes the addresses it wrote in a ring, and stops when it is full.',
    source: 'Linux Documentation/virt/kvm/api.rst, KVM_CAP_DIRTY_LOG_RING',
    example: {
      run: 'dirty-limit',
      says: 'Needed here, since a full ring is what makes a vCPU sleep; {syncs} syncs in {total}.',
    },
  },
  {
    id: 'discard',
    name: 'discard',
    definition:
      'At the switch to post-copy the destination throws away every page that is dirty: it must not be read, but asked for.',
    source: 'QEMU migration/ram.c, ram_postcopy_send_discard_bitmap()',
    example: { run: 'postcopy', says: '{discarded} were thrown away on the destination.' },
  },
  {
    id: 'dma',
    name: 'DMA',
    also: ['direct memory access'],
    definition: 'A device writes memory by itself, past the CPU. So the CPU’s dirty log knows nothing of it.',
    source: 'QEMU hw/vfio/common.c, vfio_listener_log_sync()',
    example: { run: 'logging', says: '{dma-writes} writes by DMA during this migration, {cpu-writes} by CPUs.' },
  },
  {
    id: 'downtime',
    name: 'downtime',
    definition:
      'How long the source says the guest stood still: from before the stop until everything was sent. Without a return path the loading on the other side is not in it.',
    source: 'QEMU migration/migration.c, migration_completion()',
    example: { run: 'large-state', says: '{downtime} reported; the guest stood still for {pause}.' },
  },
  {
    id: 'downtime-limit',
    name: 'downtime limit',
    also: ['max-downtime'],
    definition:
      'The longest pause that is allowed, in ms. 300 unless set, at most 2,000,000. QEMU aims at it and does not promise it.',
    source: 'QEMU qapi/migration.json, downtime-limit',
    example: { run: 'converging', says: 'Limit {limit}, pause {pause}.' },
  },
  {
    id: 'event',
    name: 'event',
    also: ['QMP event'],
    definition:
      'What QEMU says without being asked: `STOP`, `RESUME`, `MIGRATION` with each status, `MIGRATION_PASS` at each sync.',
    source: 'QEMU qapi/migration.json, MIGRATION_PASS',
    example: { run: 'converging', says: '{events} events in {total}.' },
  },
  {
    id: 'expected-downtime',
    name: 'expected downtime',
    definition:
      'What remained after the last sync, divided by the bandwidth. Until a second has passed it shows the limit.',
    source: 'QEMU migration/migration.c, migration_update_counters()',
    example: { run: 'never', says: 'It stood at {expected-downtime} where the limit was {limit}.' },
  },
  {
    id: 'first-pass',
    name: 'first pass',
    also: ['bulk stage'],
    definition: 'The pass over all of memory, since at first every page must be sent. The longest one.',
    source: 'QEMU migration/ram.c, ram_init_bitmaps()',
    example: { run: 'converging', says: '{first-pass} of {total}.' },
  },
  {
    id: 'free-page-hint',
    name: 'free page hinting',
    also: ['free-page-hint'],
    definition: 'The guest’s balloon says which pages it does not use, and they leave the bitmap unsent.',
    source: 'QEMU migration/ram.c, qemu_guest_free_page_hint()',
    example: { run: 'free-pages', says: '{hinted-pages} never went; {sent} did.' },
  },
  {
    id: 'horizon',
    name: 'horizon',
    definition:
      'An invention of this laboratory: QEMU never gives up, so a run has an instant at which the engine does.',
    source: 'src/engine/scenario.ts, horizonMs',
    example: { run: 'never', says: 'Not converged by {horizon}.' },
  },
  {
    id: 'hot-set',
    name: 'hot set',
    definition: 'The pages that are written all the time. They are dirty at every look, so no pass gets below them.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: {
      run: 'loud-sets',
      says: 'The last look before the stop left {look-after} to send, and the pause was {pause}.',
    },
  },
  {
    id: 'initial-bytes',
    name: 'initial bytes',
    also: ['switchover-ack'],
    definition:
      'The part of a device’s state that the destination needs before the switchover, so that loading it does not cost downtime.',
    source: 'QEMU migration/migration.c, migration_can_switchover() (8.1)',
    example: { run: 'switchover-ack', says: '{device-bytes} of state went; the guest was stopped for {pause}.' },
  },
  {
    id: 'iommu',
    name: 'IOMMU',
    definition:
      'The unit that translates the addresses a device uses. Some note which pages were written; QEMU asks from 9.1 on.',
    source: 'QEMU hw/vfio/iommufd.c, iommufd_query_dirty_bitmap() (9.1)',
    example: { run: 'iommu', says: '{dma-found} found for the device, {lost-pages} lost.' },
  },
  {
    id: 'iommufd',
    name: 'iommufd',
    definition:
      'The newer interface of the kernel to IOMMUs. Its compatibility layer for type1 has no dirty tracking: where this laboratory’s question comes from.',
    source: 'Linux drivers/iommu/iommufd/vfio_compat.c',
    example: { run: 'blocked', says: 'QEMU 7.2 refuses such a device: {sent} sent.' },
  },
  {
    id: 'iteration',
    name: 'iteration',
    definition:
      'One stretch of sending, until the window is used up, 50 ms are over or nothing is left. Not a pass, of which it is a small part.',
    source: 'QEMU migration/ram.c, ram_save_iterate()',
    example: { run: 'converging', says: '{iterations} of them in {passes} passes.' },
  },
  {
    id: 'kubevirt',
    name: 'KubeVirt',
    definition:
      'Runs guests in Kubernetes and migrates them. Its rules read QEMU’s counters and set a limit, stop the guest or give up.',
    source: 'kubevirt/enhancements, VEP 248',
    example: { run: 'kubevirt', says: 'It decided {orders} times in {end}.' },
  },
  {
    id: 'limit-zero',
    name: 'limit 0',
    also: ['downtime-limit 0'],
    definition:
      'Neither unlimited nor impossible. Nothing is ever below a threshold of 0, so no sync is made until nothing is left; then the guest stops for all that was written meanwhile.',
    source: 'QEMU migration/migration.c, migration_iteration_run()',
    example: { run: 'limit-zero', says: '{syncs} syncs, and a pause of {pause}.' },
  },
  {
    id: 'link',
    name: 'link',
    definition: 'What connects the two hosts. QEMU does not know its speed, and measures what it managed to send.',
    source: 'QEMU migration/migration.c, migration_update_counters()',
    example: { run: 'converging', says: '{link}, of which {bandwidth} were used.' },
  },
  {
    id: 'live-migration',
    name: 'live migration',
    definition: 'Moving a running guest from one host to another.',
    source: 'QEMU docs/devel/migration/main.rst',
    example: { run: 'converging', says: '{total} in all, of which the guest stood still for {pause}.' },
  },
  {
    id: 'check',
    name: 'look',
    also: ['decision'],
    definition:
      'One comparison of what remains with the threshold. The migration thread makes one before each stretch of sending.',
    source: 'QEMU migration/migration.c, migration_iteration_run()',
    example: { run: 'converging', says: 'It compared {decisions} times in {total}.' },
  },
  {
    id: 'lost-write',
    name: 'lost write',
    also: ['stale page'],
    definition:
      'A write that the destination never gets, because nobody noted it. The migration completes, and the guest is broken.',
    source: 'QEMU hw/vfio/listener.c (10.1), by reading',
    example: { run: 'lost', says: '{lost-pages} were lost, after a pause of {pause}.' },
  },
  {
    id: 'max-bandwidth',
    name: 'max-bandwidth',
    also: ['cap'],
    definition:
      'The most that migration may send while the guest runs: 128 MiB/s unless set, 0 for no cap. Lifted once the guest is stopped.',
    source: 'QEMU migration/migration.c, migration_completion()',
    example: {
      run: 'capped',
      says: 'Sent at {bandwidth} over a link of {link}, so the pause was {pause} of {limit} allowed.',
    },
  },
  {
    id: 'mediated-device',
    name: 'mediated device',
    also: ['mdev'],
    definition: 'A part of a physical device, handed to a guest by its driver, which knows the pages it uses.',
    source: 'Linux drivers/vfio/vfio_iommu_type1.c',
    example: { run: 'pinned', says: 'It reported {all-dirty-found} over {syncs} syncs.' },
  },
  {
    id: 'migration-thread',
    name: 'migration thread',
    definition: 'The one thread of the source that looks, sends, and looks again. With `multifd` others send for it.',
    source: 'QEMU migration/migration.c, migration_thread()',
    example: { run: 'converging', says: 'It made {iterations} stretches of sending and {decisions} comparisons.' },
  },
  {
    id: 'multifd',
    name: 'multifd',
    definition: 'Several channels with a thread each, where one thread cannot fill the link.',
    source: 'QEMU migration/multifd.c, multifd_send_pages()',
    example: { run: 'multifd', says: '{multifd-packets} packets over eight channels, {total} in all.' },
  },
  {
    id: 'cold-migration',
    name: 'non-live migration',
    also: ['offline migration'],
    definition: 'The guest is stopped before `migrate`. One pass, nothing is dirtied, and nobody counts a downtime.',
    source: 'QEMU migration/migration.c, migration_completion()',
    example: { run: 'stopped-before', says: '{sent} in {total}, with {syncs} syncs.' },
  },
  {
    id: 'nova',
    name: 'Nova',
    also: ['OpenStack'],
    definition:
      'The compute service of OpenStack. It raises the downtime limit in steps, up to a most, while a migration runs.',
    source: 'OpenStack Nova, live_migration_downtime_steps',
    example: { run: 'nova', says: 'It gave {orders} orders in {end}.' },
  },
  {
    id: 'page',
    name: 'page',
    definition: 'The unit in which memory is tracked and sent: 4 KiB on x86, whatever size the host maps it with.',
    source: 'QEMU migration/ram.c, TARGET_PAGE_SIZE',
    example: { run: 'idle', says: '{ram} are {pages}.' },
  },
  {
    id: 'parameter',
    name: 'parameter',
    also: ['migration parameter'],
    definition: 'A number that can be set before or while it runs: `downtime-limit`, `max-bandwidth`.',
    source: 'QEMU qapi/migration.json, MigrationParameters',
    example: { run: 'capped', says: 'With `max-bandwidth` at {bandwidth} it took {total}.' },
  },
  {
    id: 'pass',
    name: 'pass',
    also: ['round'],
    definition: 'One walk over what is dirty, from one sync to the next. QEMU counts them as `dirty-sync-count`.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: '{passes} passes; the first lasted {first-pass} of {total}.' },
  },
  {
    id: 'passthrough',
    name: 'passthrough',
    also: ['VFIO', 'passed-through device'],
    definition: 'A device of the host that is given to one guest, which drives it itself.',
    source: 'QEMU hw/vfio/pci.c',
    example: { run: 'logging', says: '{dma-writes} writes by DMA during this migration.' },
  },
  {
    id: 'pause',
    name: 'pause',
    also: ['blackout'],
    definition: 'How long the guest truly stands still: from `STOP` on the source to `RESUME` on the destination.',
    source: 'QEMU qapi/run-state.json, STOP and RESUME',
    example: { run: 'large-state', says: '{pause}, of which QEMU reports {downtime}.' },
  },
  {
    id: 'pause-before-switchover',
    name: 'pause before switchover',
    definition:
      'A capability: once stopped, QEMU waits for `migrate-continue`, for example until a disk has been handed over. The wait is downtime.',
    source: 'QEMU migration/migration.c, migration_maybe_pause()',
    example: { run: 'paused-switchover', says: 'It waited for {paused-wait} of a pause of {pause}.' },
  },
  {
    id: 'peer-to-peer',
    name: 'peer-to-peer',
    also: ['P2P'],
    definition:
      'One device writes straight into another. All must stop that before the first is stopped, or a stopped device would be written to.',
    source: 'Linux include/uapi/linux/vfio.h, VFIO_DEVICE_STATE_RUNNING_P2P',
    example: { run: 'peer-to-peer', says: 'That took {p2p-time} of a pause of {pause}.' },
  },
  {
    id: 'pinned-pages',
    name: 'pinned pages',
    definition:
      'Pages that a driver holds in place because its device uses them. If all groups pin what they use, only those are reported.',
    source: 'Linux drivers/vfio/vfio_iommu_type1.c, update_user_bitmap()',
    example: { run: 'pinned', says: '{all-dirty-found} reported over {syncs} syncs.' },
  },
  {
    id: 'postcopy',
    name: 'post-copy',
    also: ['postcopy-ram'],
    definition:
      'The guest moves first; its memory follows. A page that is touched too early is asked for. It always ends, and while it lasts each host has half of the guest.',
    source: 'QEMU migration/migration.c, postcopy_start()',
    example: { run: 'postcopy', says: 'Stopped for {pause}, then {requests} pages were asked for.' },
  },
  {
    id: 'pre-copy',
    name: 'pre-copy',
    also: ['precopy'],
    definition: 'Copying memory while the guest runs, in passes, before it is stopped for the rest.',
    source: 'QEMU migration/migration.c, migration_thread()',
    example: {
      run: 'converging',
      says: '{sent-running} went while the guest ran, {sent-stopped} while it stood still.',
    },
  },
  {
    id: 'postcopy-preempt',
    name: 'preempt',
    also: ['postcopy-preempt'],
    definition:
      'A channel of its own for pages that are asked for, so that they need not wait behind others. From 7.1 on.',
    source: 'QEMU migration/ram.c, postcopy_preempt_choose_channel()',
    example: { run: 'preempt', says: 'The longest wait for a page was {longest-wait}.' },
  },
  {
    id: 'ram-block',
    name: 'RAM block',
    definition:
      'A stretch of memory with a name: guest RAM, firmware. They are sent one after the other, the largest first.',
    source: 'QEMU softmmu/physmem.c, ram_block_add()',
    example: { run: 'shared-memory', says: 'Guest RAM of {ram} was left out, and the firmware sent: {sent}.' },
  },
  {
    id: 'postcopy-recovery',
    name: 'recovery',
    also: ['migrate-recover'],
    definition:
      'After a broken channel in post-copy neither side has all of the guest. Both are connected again and go on.',
    source: 'QEMU migration/migration.c, postcopy_pause()',
    example: { run: 'recovery', says: 'It broke and went on; {total} in all.' },
  },
  {
    id: 'remaining',
    name: 'remaining',
    definition: 'What must still be sent, as far as QEMU knows: bits of the bitmap times the page size.',
    source: 'QEMU migration/ram.c, ram_bytes_remaining()',
    example: { run: 'converging', says: '{second-before} before the second sync, {second-after} after it.' },
  },
  {
    id: 'return-path',
    name: 'return path',
    definition:
      'A way back from the destination to the source. With it the source waits for the word that all was loaded.',
    source: 'QEMU migration/migration.c, await_return_path_close_on_source()',
    example: { run: 'return-path', says: '{downtime} reported, and {pause} true.' },
  },
  {
    id: 'redundant',
    name: 'sent in vain',
    also: ['redundant page'],
    definition:
      'A page sent again although the destination had its newest content. The price of clearing the log before reading the page.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: '{vain-pages}, {vain-share} of all sent.' },
  },
  {
    id: 'setup',
    name: 'setup',
    definition: 'Before the first page: logging is switched on, every bit set, the first sync made.',
    source: 'QEMU migration/ram.c, ram_save_setup()',
    example: { run: 'converging', says: 'It took {setup-time}; {syncs} syncs were counted by the end.' },
  },
  {
    id: 'shared-memory',
    name: 'shared memory',
    also: ['x-ignore-shared'],
    definition: 'Guest RAM that both QEMU processes map on one host. With `x-ignore-shared` it is not migrated at all.',
    source: 'QEMU migration/ram.c, ramblock_is_ignored()',
    example: { run: 'shared-memory', says: 'Of a guest of {ram}, {sent} were sent.' },
  },
  {
    id: 'skip-precopy',
    name: 'skipping pre-copy',
    definition:
      'Stop first, send everything then. Correct for a device that nobody tracks, and a pause as long as memory is large. The patch of May 2022; never merged.',
    source: 'qemu-devel, May 2022, patch 4 of 9',
    example: { run: 'skipped', says: '{pause} of pause for {sent-stopped}; the limit was {limit}.' },
  },
  {
    id: 'stop-and-copy',
    name: 'stop-and-copy',
    also: ['stop-copy'],
    definition: 'The last stage: the guest stands still, the rest of memory and all device state go.',
    source: 'QEMU migration/savevm.c, qemu_savevm_state_complete_precopy()',
    example: { run: 'converging', says: '{sent-stopped} in a pause of {pause}.' },
  },
  {
    id: 'switchover',
    name: 'switchover',
    definition: 'The moment the guest stops on one host, to go on at the other. This laboratory’s name.',
    source: 'QEMU migration/migration.c, migration_completion()',
    example: { run: 'converging', says: 'After {total}, with {pause} of standing still.' },
  },
  {
    id: 'switchover-bandwidth',
    name: 'switchover bandwidth',
    also: ['avail-switchover-bandwidth'],
    definition:
      'What the link will do once the guest is stopped, told by whoever knows. From 8.2 on; 0 means that it is measured.',
    source: 'QEMU migration/migration.c, migration_update_counters() (8.2)',
    example: {
      run: 'told-bandwidth',
      says: 'Told 1 Gbit/s, the threshold was {threshold} although {bandwidth} was measured.',
    },
  },
  {
    id: 'sync',
    name: 'sync',
    also: ['bitmap sync'],
    definition:
      'QEMU collects what all dirty logs hold into its bitmap, and the logs begin anew. It happens when what remains falls below the threshold, and once more with the guest stopped.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: '{syncs} syncs; the second found {first-found}.' },
  },
  {
    id: 'threshold',
    name: 'threshold',
    also: ['threshold_size'],
    definition:
      'What the link can carry within the downtime limit: bandwidth times limit. Below it the guest may be stopped.',
    source: 'QEMU migration/migration.c, migration_update_counters()',
    example: { run: 'converging', says: '{bandwidth} for {limit} is {threshold}.' },
  },
  {
    id: 'throttle',
    name: 'throttle',
    also: ['cpu-throttle-percentage'],
    definition: 'The share of its time that a CPU of the guest is made to sleep.',
    source: 'QEMU softmmu/cpu-throttle.c, cpu_throttle_thread()',
    example: { run: 'auto-converge', says: '{throttle} at the most.' },
  },
  {
    id: 'total-time',
    name: 'total time',
    definition: 'From `migrate` until the source has nothing to do any more.',
    source: 'QEMU migration/migration.c, migration_calculate_complete()',
    example: { run: 'converging', says: '{total}, of which {first-pass} were the first pass.' },
  },
  {
    id: 'tracker',
    name: 'tracker',
    also: ['dirty tracker'],
    definition: 'Who tells QEMU which pages were written: the CPU, a device, an IOMMU, or nobody.',
    source: 'QEMU hw/vfio/common.c, vfio_get_dirty_bitmap()',
    example: { run: 'logging', says: 'The device: {dma-found} in {syncs} syncs.' },
  },
  {
    id: 'transferred',
    name: 'transferred',
    also: ['ram.transferred'],
    definition: 'Bytes of RAM records sent so far; from QEMU 8.2 on, of the whole stream.',
    source: 'QEMU migration/ram.c, ram_transferred_add()',
    example: { run: 'converging', says: '{sent} of RAM, {stream} in the whole stream.' },
  },
  {
    id: 'type1',
    name: 'type1',
    also: ['VFIO type1'],
    definition:
      'The older interface of the kernel for passed-through devices. Behind a physical IOMMU it reports every mapped page at every sync: perpetually dirty.',
    source: 'Linux drivers/vfio/vfio_iommu_type1.c, update_user_bitmap()',
    example: { run: 'type1', says: '{all-dirty-found} in {syncs} syncs, and not moved after {end}.' },
  },
  {
    id: 'verdict',
    name: 'verdict',
    definition: 'This laboratory’s one sentence on a run: what it costs, or why it does not end.',
    source: 'src/engine/monitor/verdict.ts',
    example: { run: 'converging', says: 'It compares the pause of {pause} with the limit of {limit}.' },
  },
  {
    id: 'vfio',
    name: 'VFIO',
    definition: 'The part of the kernel that gives devices to user space, and so to QEMU and its guest.',
    source: 'Linux Documentation/driver-api/vfio.rst',
    example: { run: 'logging', says: 'Its data came to {device-bytes}.' },
  },
  {
    id: 'window',
    name: 'window',
    also: ['rate window', 'BUFFER_DELAY'],
    definition: 'About 100 ms in which QEMU counts what it sends: for the rate limit, and to measure the bandwidth.',
    source: 'QEMU migration/migration.c, migration_rate_limit()',
    example: { run: 'converging', says: '{windows} windows closed; the last carried {window-bytes} in {window-time}.' },
  },
  {
    id: 'working-set',
    name: 'working set',
    definition: 'The pages that a guest writes again and again. A pass finds no more than that, however long it takes.',
    source: 'QEMU migration/ram.c, migration_bitmap_sync()',
    example: { run: 'converging', says: 'It writes within 256 MiB, and the first pass found {first-found} dirty.' },
  },
  {
    id: 'xbzrle',
    name: 'XBZRLE',
    definition:
      'A capability: of a page that was sent before, only the changed bytes go, if the old content is in a cache.',
    source: 'QEMU migration/xbzrle.c, xbzrle_encode_buffer()',
    example: { run: 'xbzrle', says: '{xbzrle-pages} went as {xbzrle-bytes}; {xbzrle-misses} were not in the cache.' },
  },
  {
    id: 'zero-page',
    name: 'zero page',
    definition: 'A page of nothing but zeros. It is sent as 9 bytes, and counts as 4 KiB in what remains.',
    source: 'QEMU migration/ram.c, save_zero_page()',
    example: { run: 'half-empty', says: '{zero-pages} of {pages} were zeros; {sent} went.' },
  },
];

/** @throws RangeError for an id that no term has */
export function termNamed(id: string): Term {
  const found = GLOSSARY.find((term) => term.id === id);
  if (!found) throw new RangeError(`the glossary has no term ${id}`);
  return found;
}

export const nameOfTerm = (id: string): string => termNamed(id).name;
