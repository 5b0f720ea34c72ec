/** Words of the figures that the glossary explains, and its ids. */
export const TERM_OF_FIGURE: Readonly<Record<string, string>> = {
  'Total time': 'total-time',
  Setup: 'setup',
  Downtime: 'downtime',
  'STOP to RESUME': 'pause',
  'Zero pages': 'zero-page',
  'Sent needlessly': 'redundant',
  'Reported free, not sent': 'free-page-hint',
  'Bitmap syncs': 'sync',
  'Left to send': 'remaining',
  'Highest throttle': 'throttle',
};
