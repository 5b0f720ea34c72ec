/** Terms of the glossary that explain a figure of the outcome. */
export const FIGURE_TERMS = [
  'total-time',
  'setup',
  'downtime',
  'pause',
  'zero-page',
  'redundant',
  'free-page-hint',
  'sync',
  'remaining',
  'throttle',
] as const;

/** A figure of the outcome, in words. */
export interface Figure {
  readonly label: string;
  /** With its unit. */
  readonly value: string;
  /** Where QEMU reports it. */
  readonly qemuName?: string;
  readonly term?: (typeof FIGURE_TERMS)[number];
}
