import type { Completion } from '../engine/monitor/completion.ts';
import type { KeptSetting, TypedAnswer } from '../engine/monitor/lab-monitor.ts';
import type { ExplainedDecision, Instant, PageBiography, Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import type { DestinationPages } from '../sweep/destination-pages.ts';

/** Numbers a run within one client; a reply to an older run is dropped. */
export type RunId = number;

/** What part of the guest the two heatmaps show, and how. Slots are places in the page bitmaps. */
export interface HeatmapView {
  readonly fromSlot: number;
  readonly toSlot: number;
  /** Cells; the worker paints one pixel a cell. */
  readonly columns: number;
  readonly rows: number;
  readonly theme: 'light' | 'dark';
}

/** Page to worker. Small and rare; the pages of a run travel in shared memory, never here. */
export type Command =
  /** Frames go to `frames` (see `shared-frames.ts`) when the page is isolated; without it they come back by transfer. */
  | {
      readonly type: 'load';
      readonly runId: RunId;
      readonly scenario: Scenario;
      readonly frames: SharedArrayBuffer | null;
      /** Memory for keyframes, for runs that share it with others; the engine's own default without it. */
      readonly keyframeBytes?: number;
    }
  /** Moves the playhead, forward or back, and paints. `returned` gives back a transferred frame for reuse. */
  | { readonly type: 'runTo'; readonly runId: RunId; readonly untilMs: number; readonly returned?: ArrayBuffer }
  | { readonly type: 'look'; readonly runId: RunId; readonly view: HeatmapView }
  | { readonly type: 'explain'; readonly runId: RunId; readonly decision: number }
  | { readonly type: 'biography'; readonly runId: RunId; readonly slot: number }
  /** Asks what the destination has of every page at the playhead, to lay it beside another run's. */
  | { readonly type: 'pages'; readonly runId: RunId }
  /** Types a line into the run's QMP monitor at `atMs`; what it changes is for the page to do. `kept`: of the answers before. */
  | {
      readonly type: 'type';
      readonly runId: RunId;
      readonly atMs: number;
      readonly line: string;
      readonly kept: readonly KeptSetting[];
    }
  /** How a line for the monitor can go on. */
  | { readonly type: 'complete'; readonly runId: RunId; readonly line: string }
  /** Ends the worker by an exception, for the test of its restart. */
  | { readonly type: 'crash'; readonly runId: RunId };

/** Worker to page. Each command has one reply with its `runId`; a failure is a reply too. */
export type Reply =
  /** While a long run is computed: simulated time reached. Not the reply to `load`, which is `loaded`. */
  | { readonly type: 'progress'; readonly runId: RunId; readonly simulatedMs: number; readonly remainingBytes: number }
  | { readonly type: 'loaded'; readonly runId: RunId; readonly timeline: Timeline; readonly layout: PageLayout }
  | { readonly type: 'reached'; readonly runId: RunId; readonly instant: Instant; readonly frame?: ArrayBuffer }
  | { readonly type: 'looked'; readonly runId: RunId; readonly frame?: ArrayBuffer }
  | { readonly type: 'explained'; readonly runId: RunId; readonly decision: ExplainedDecision }
  | { readonly type: 'biography'; readonly runId: RunId; readonly biography: PageBiography }
  /** `states` is transferred. */
  | { readonly type: 'pages'; readonly runId: RunId; readonly nowMs: number; readonly pages: DestinationPages }
  | { readonly type: 'typed'; readonly runId: RunId; readonly answer: TypedAnswer }
  | { readonly type: 'completion'; readonly runId: RunId; readonly completion: Completion }
  | {
      readonly type: 'failed';
      readonly runId: RunId;
      readonly error: { readonly name: string; readonly message: string };
    };

export interface PageBlock {
  readonly name: string;
  readonly firstSlot: number;
  readonly pages: number;
}
/** Where RAM blocks lie in the bitmaps, those that are migrated in that order. Slots between blocks are padding. */
export interface PageLayout {
  readonly slots: number;
  readonly blocks: readonly PageBlock[];
  /** Blocks that are not migrated: memory that both sides share. Left out: none. */
  readonly ignored?: readonly PageBlock[];
}
