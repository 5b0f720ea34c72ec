import { PAGE_BYTES } from '../../units.ts';
import type { SendCosts } from '../link/send-costs.ts';
import { blockNameBytes, PACKET_HEADER_BYTES, PACKET_PAGES, ZERO_PAGE_BYTES } from '../link/wire.ts';
import { popcount } from '../memory/page-planes.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import type { Scenario } from '../scenario.ts';
import type { DeviceLog } from '../vfio/tracking.ts';
import { type Burst, pagesOf } from './burst.ts';
import { LONGEST_NAME_BYTES, lowestPages, MAX_WAIT_MS, RamMigration, type SendStop } from './ram.ts';
import type { Release } from './releases.ts';

/**
 * Source RAM whose pages leave in packets over several channels. A packet counts when it leaves; the content of a page is
 * read when it is put into one. Until 8.2 zero pages are records on the main channel; from 9.0 on they take a place in a
 * packet and no more. Packets go round the channels in turn, so that all do the same share of the work.
 * @source QEMU migration/multifd.c, multifd_queue_page(), multifd_send_pages(), multifd_send_sync_main(); semantics sheet 4.3
 */
export class MultifdRam extends RamMigration {
  private readonly channels: number;
  private readonly release: Release;

  /** @param logs where each device's writes are written down */
  constructor(
    scenario: Scenario,
    layout: RamLayout,
    logs: readonly DeviceLog[],
    costs: SendCosts,
    shared: boolean,
    release: Release,
  ) {
    super(scenario, layout, logs, costs, shared);
    this.channels = scenario.parameters['multifd-channels'];
    this.release = release;
  }

  /** A sync packet on each channel. @source QEMU migration/ram.c, ram_save_setup() */
  override setUp(): number {
    return this.countSyncs();
  }

  override send(burst: Burst, untilMs: number): SendStop {
    const { bitmap, vcpuLog, delivered, nonzero, sentLow, sentHigh, dmaLog, untracked, byDma } = this.planes;
    const { observer, state, layout, release } = this;
    const { newPageMs, resentPageMs, zeroPageMs } = this.costs;
    const slowestPageMs = Math.max(newPageMs, resentPageMs, zeroPageMs);
    const lookUpMs = burst.timed ? burst.startMs + MAX_WAIT_MS + 1 : Infinity;
    const areZerosPacked = release.zeroPagesIn === 'packets';
    const syncsAtPass = release.multifdSyncs === 'every pass';
    const words = bitmap.length;
    let word = state.cursorSlot >>> 5;
    let fromCursor = -1 << (state.cursorSlot & 31);
    let block = layout.blocks[0]!;
    let blockIndex = -1;
    let blockFirstWord = -1;
    let blockEndWord = -1;
    let stop: SendStop | null = null;

    while (stop === null) {
      const now = this.burstEndMs(burst);
      if (burst.sentBytes > burst.budgetBytes) {
        stop = 'window';
        break;
      }
      if (state.dirtyPages === 0) {
        stop = 'drained';
        break;
      }
      if (now >= untilMs) {
        stop = 'until';
        break;
      }
      let pages = word < words ? bitmap[word]! & fromCursor : 0;
      let isPassOver = false;
      while (pages === 0) {
        if (++word >= words) {
          word = 0;
          isPassOver = true;
        }
        fromCursor = -1;
        pages = bitmap[word]! | 0;
      }
      if (isPassOver && syncsAtPass) {
        word = 0;
        this.syncChannels(burst);
        continue; // the window is looked at once more, which QEMU does not
      }
      if (word < blockFirstWord || word >= blockEndWord) {
        const slot = word * 32;
        blockIndex = layout.blocks.findIndex((each) => slot >= each.firstSlot && slot < each.firstSlot + each.pages);
        block = layout.blocks[blockIndex]!;
        blockFirstWord = block.firstSlot >>> 5;
        blockEndWord = (block.firstSlot + block.pages + 31) >>> 5;
      }
      const isForeign = state.packetPages > 0 && state.packetBlock !== blockIndex;
      const surePages = Math.min(
        (untilMs - now) / slowestPageMs,
        (lookUpMs - now) / slowestPageMs - 1,
        areZerosPacked ? Infinity : (burst.budgetBytes - burst.sentBytes - LONGEST_NAME_BYTES) / ZERO_PAGE_BYTES,
        isForeign ? 1 : PACKET_PAGES - state.packetPages,
      );
      const units = pagesOf(burst);
      if (surePages < 32) pages = lowestPages(pages, Math.max(1, surePages | 0));
      fromCursor = -2 << (31 - Math.clz32(pages)); // behind the last of them; 0 when that is bit 31

      const vcpu = vcpuLog[word]!;
      const dma = dmaLog === null ? 0 : dmaLog[word]!;
      const hidden = untracked === null ? 0 : untracked[word]!;
      const written = vcpu | dma | hidden;
      const low = sentLow[word]!;
      const high = sentHigh[word]!;
      const held = delivered[word]!;
      const content = nonzero[word]!;
      const zeros = pages & ~(content | written);
      const zeroCount = popcount(zeros);
      const normalCount = popcount(pages) - zeroCount;
      const newCount = popcount(pages & ~zeros & ~(low | high));
      const redundant = pages & held & ~written;
      const redundantCount = popcount(redundant);
      if (observer !== null) observer.sent(word, pages, zeros, redundant, now);

      bitmap[word]! &= ~pages;
      sentLow[word] = (low ^ pages) | (pages & low & high);
      sentHigh[word] = high | (low & pages);
      delivered[word] = (held & ~pages) | ((vcpu | dma) & pages);
      nonzero[word] = content | (pages & written);
      vcpuLog[word] = vcpu & ~pages;
      if (byDma !== null) {
        if (dmaLog !== null) dmaLog[word] = dma & ~pages;
        if (untracked !== null) untracked[word] = hidden & ~pages;
        byDma[word] = (byDma[word]! & ~pages) | (dma & pages);
      }
      burst.newPages += newCount;
      burst.resentPages += normalCount - newCount;
      burst.zeroPages += zeroCount;
      burst.redundantPages += redundantCount;
      state.normalPages += normalCount;
      state.duplicatePages += zeroCount;
      state.redundantPages += redundantCount;
      state.dirtyPages -= normalCount + zeroCount;

      if (zeroCount > 0 && !areZerosPacked) {
        const name = state.lastSentBlock === blockIndex ? 0 : blockNameBytes(block.name);
        const bytes = zeroCount * ZERO_PAGE_BYTES + name;
        state.lastSentBlock = blockIndex;
        state.transferredBytes += bytes;
        burst.nameBytes += name;
        burst.sentBytes += bytes;
      }
      const packed = normalCount + (areZerosPacked ? zeroCount : 0);
      if (packed > 0) {
        if (isForeign) this.sendPacket(burst);
        state.packetBlock = blockIndex;
        state.packetPages += packed;
        state.packetNormalPages += normalCount;
        if (state.packetPages === PACKET_PAGES) this.sendPacket(burst);
      }
      if (surePages < 1 && (units & 63) === 0 && this.burstEndMs(burst) >= lookUpMs) stop = '50 ms';
    }

    // Behind the last page the cursor waits: a pass ends when the scan goes on from there.
    state.cursorSlot = fromCursor === 0 ? (word + 1) * 32 : word * 32 + 31 - Math.clz32(fromCursor & -fromCursor);
    if (syncsAtPass ? stop === 'drained' : stop !== 'until') this.syncChannels(burst);
    return stop;
  }

  /** The packet under way leaves, and a sync packet on each channel after it. */
  private syncChannels(burst: Burst): void {
    if (this.state.packetPages > 0) this.sendPacket(burst);
    const bytes = this.countSyncs();
    burst.nameBytes += bytes;
    burst.sentBytes += bytes;
    burst.channelBytes += bytes;
  }

  /** @returns the bytes of a sync packet on each channel */
  private countSyncs(): number {
    const { state, channels } = this;
    const bytes = channels * PACKET_HEADER_BYTES;
    state.multifdSyncs += channels;
    state.multifdBytes += bytes;
    state.transferredBytes += bytes;
    return bytes;
  }

  private sendPacket(burst: Burst): void {
    const { state } = this;
    const bytes = PACKET_HEADER_BYTES + state.packetNormalPages * PAGE_BYTES;
    state.packetPages = 0;
    state.packetNormalPages = 0;
    state.multifdPackets++;
    state.multifdBytes += bytes;
    state.transferredBytes += bytes;
    burst.nameBytes += PACKET_HEADER_BYTES;
    burst.sentBytes += bytes;
    burst.channelBytes += bytes;
  }
}
