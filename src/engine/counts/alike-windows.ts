import { pagesToBytes } from '../../units.ts';
import type { Accounts } from '../migration/accounts.ts';
import { isOver, sleptOutMs, WINDOW_MS } from '../migration/rate-window.ts';
import type { CountedRam } from './counted-ram.ts';

/**
 * Far from its end a pass is one rate window like the next: as many pages, as many bytes, and only the clock goes its way. Once the
 * thread has made one, those that follow are counted at once, as many as there can be before the pass or the stretch of RAM ends.
 * Nothing is decided here: where the thread could decide in another way, it goes on itself.
 */
export class AlikeWindows {
  private readonly accounts: Accounts;
  private readonly ram: CountedRam;
  private readonly lateMs: number;
  /** What was counted when the window under way began; `piece` -1: it cannot be like the next. */
  private readonly began: Counted = {
    nowMs: 0,
    piece: -1,
    syncs: 0,
    decisions: 0,
    streamBytes: 0,
    precopyBytes: 0,
    downtimeBytes: 0,
    ramBytes: 0,
    iterateCalls: 0,
  };
  /** How long each burst of a window takes; as many as the window has bursts count. */
  private readonly burstsMs: number[] = [];

  /** @param lateMs how late a sleeping thread wakes */
  constructor(accounts: Accounts, ram: CountedRam, lateMs: number) {
    this.accounts = accounts;
    this.ram = ram;
    this.lateMs = lateMs;
  }

  /**
   * To be called after each transition of the thread. When a window has closed it may stand some windows later.
   * @param untilMs something else happens then
   */
  look(untilMs: number): void {
    const { ram, began } = this;
    const { phase, closed, syncs } = this.accounts.state;
    if (phase === 'synced') {
      // a look at the dirty log puts no byte on the stream: the window begins after it
      if (ram.burstCount === 0) this.begin();
      else began.piece = -1;
    } else if (phase === 'head' && closed !== null) {
      if (began.piece === ram.place && began.syncs === syncs && ram.isEven) this.leap(untilMs);
      this.begin();
      ram.forgetBursts();
    }
  }

  private begin(): void {
    const { began, ram, accounts } = this;
    const s = accounts.state;
    began.nowMs = s.wakeMs;
    began.piece = ram.place;
    began.syncs = s.syncs;
    began.decisions = s.decisions;
    began.streamBytes = s.streamBytes;
    began.precopyBytes = s.precopyBytes;
    began.downtimeBytes = s.downtimeBytes;
    began.ramBytes = ram.state.transferredBytes;
    began.iterateCalls = ram.state.iterateCalls;
  }

  private leap(untilMs: number): void {
    const { accounts, ram, began } = this;
    const s = accounts.state;
    const pages = this.timeBursts();
    if (pages === 0) return;
    const sentBytes = s.streamBytes - began.streamBytes;
    const aboveThreshold = ram.leftPages - this.mostThresholdPages(sentBytes) - 1;
    const most = Math.floor(Math.min(ram.leftInPiece, aboveThreshold) / pages);
    const { count, lastStartMs, nowMs } = this.clock(most, untilMs - 2 * (s.wakeMs - began.nowMs));
    if (count === 0) return;
    ram.skip(count * pages);
    ram.state.transferredBytes += count * (ram.state.transferredBytes - began.ramBytes);
    ram.state.iterateCalls += count * (ram.state.iterateCalls - began.iterateCalls);
    s.decisions += count * (s.decisions - began.decisions);
    s.streamBytes += count * sentBytes;
    s.precopyBytes += count * (s.precopyBytes - began.precopyBytes);
    s.downtimeBytes += count * (s.downtimeBytes - began.downtimeBytes);
    s.wakeMs = nowMs;
    s.window.startMs = lastStartMs;
    s.window.streamBytesAtStart = s.streamBytes - sentBytes;
    s.window.pagesAtStart = ram.state.normalPages + ram.state.duplicatePages - pages;
    accounts.closeWindow(nowMs);
  }

  /** How long each burst took. @returns the pages they sent; 0 when one of them put more than pages on the stream */
  private timeBursts(): number {
    const { bursts, burstCount, costs } = this.ram;
    let pages = 0;
    for (let i = 0; i < burstCount; i++) {
      const { newPages, resentPages, zeroPages, nameBytes } = bursts[i]!;
      if (nameBytes > 0) return 0;
      pages += newPages + resentPages + zeroPages;
      this.burstsMs[i] = newPages * costs.newPageMs + resentPages * costs.resentPageMs + zeroPages * costs.zeroPageMs;
    }
    return pages;
  }

  /** The highest threshold that windows of so many bytes can lead to. */
  private mostThresholdPages(windowBytes: number): number {
    const { downtimeLimitMs, availSwitchoverBandwidth, window } = this.accounts.state;
    const bytesPerMs = availSwitchoverBandwidth === 0 ? windowBytes / WINDOW_MS : availSwitchoverBandwidth / 1000;
    return Math.max(window.thresholdBytes, bytesPerMs * downtimeLimitMs) / pagesToBytes(1);
  }

  /** Goes through windows with the bursts of the last, as the thread would: at most so many, and none that begins after `lastMs`. */
  private clock(most: number, lastMs: number): { count: number; lastStartMs: number; nowMs: number } {
    const { burstsMs, lateMs } = this;
    const { burstCount } = this.ram;
    const isUsedUp = this.accounts.state.stop === 'window';
    let nowMs = this.accounts.state.wakeMs;
    let lastStartMs = 0;
    let count = 0;
    let beforeLastMs = 0;
    for (let i = 0; i < burstCount - 1; i++) beforeLastMs += burstsMs[i]!;
    const windowMs = beforeLastMs + burstsMs[burstCount - 1]!;
    if (beforeLastMs <= WINDOW_MS - 1 && windowMs >= WINDOW_MS) {
      // whatever part of a ms it begins at, such a window is over with its last burst and not before
      count = Math.max(0, Math.min(most, Math.ceil((lastMs - nowMs) / windowMs)));
      nowMs += count * windowMs;
      return { count, lastStartMs: Math.floor(nowMs - windowMs), nowMs };
    }
    for (; count < most && nowMs < lastMs; count++) {
      const startMs = Math.floor(nowMs);
      let endMs = nowMs;
      let bursts = 0;
      while (bursts < burstCount && !isOver(startMs, endMs)) endMs += burstsMs[bursts++]!;
      const isWhole = bursts === burstCount;
      if (!isWhole || !(isUsedUp || isOver(startMs, endMs))) break;
      nowMs = isOver(startMs, endMs) ? endMs : sleptOutMs(startMs, endMs, lateMs);
      lastStartMs = startMs;
    }
    return { count, lastStartMs, nowMs };
  }
}

/** Bytes, pages and calls so far; `piece` is the place in the scan. */
interface Counted {
  nowMs: number;
  piece: number;
  syncs: number;
  decisions: number;
  streamBytes: number;
  precopyBytes: number;
  downtimeBytes: number;
  ramBytes: number;
  iterateCalls: number;
}
