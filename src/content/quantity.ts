import { counted, t } from '../language/t.ts';
import {
  formatBitsPerSecond,
  formatBytes,
  formatBytesPerSecond,
  formatCount,
  formatMs,
  formatNumber,
  formatShare,
  pagesToBytes,
} from '../units.ts';

/** What a number counts, and so how it is said. `share`: 0 to 1. `write rate`: page writes a second. */
export type Quantity =
  | 'bytes'
  | 'ms'
  | 'count'
  | 'pages'
  | 'write rate'
  | 'bytes a second'
  | 'bits a second'
  | 'share'
  | 'percent'
  | 'times';

/** The number with its unit, `none` where there is no number to say. */
export function say(quantity: Quantity, value: number | null): string {
  if (value === null || Number.isNaN(value)) return t('none');
  return SAY[quantity](value);
}

const SAY: Readonly<Record<Quantity, (value: number) => string>> = {
  bytes: formatBytes,
  ms: formatMs,
  count: formatCount,
  pages: (pages) => counted(pages, '{count} page', '{count} pages'),
  'write rate': (pages) => t('{pages} pages/s ({bytes})', { pages, bytes: formatBytesPerSecond(pagesToBytes(pages)) }),
  'bytes a second': formatBytesPerSecond,
  /** Kept in bytes a second, as everywhere; said in bits, as links are sold. */
  'bits a second': formatBitsPerSecond,
  share: formatShare,
  percent: (percent) => `${formatCount(percent)} %`,
  times: (times) => t('{times} times', { times: formatNumber(times, times < 10 ? 2 : 0) }),
};
