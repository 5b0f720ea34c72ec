import type { Workload } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';

/** How a guest writes, and how much: `uniform 20,000 pages/s`. */
export const patternWords = (kind: Workload['kind'], rate: string): string => WORDS[kind](rate);

const WORDS: Record<Workload['kind'], (rate: string) => string> = {
  sequential: (rate) => t('sequential {rate}', { rate }),
  uniform: (rate) => t('uniform {rate}', { rate }),
  'hot-cold': (rate) => t('hot and cold {rate}', { rate }),
  bursts: (rate) => t('bursts {rate}', { rate }),
  zipf: (rate) => t('zipf {rate}', { rate }),
  phases: (rate) => t('phases {rate}', { rate }),
  'dirty-curve': (rate) => t('measured curve {rate}', { rate }),
};
