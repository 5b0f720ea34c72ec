import type { ModelInputs } from './model.ts';

/** As `calc-dirty-rate` does by default: what one second dirties stands for every second. */
const MEASURED_MS = 1000;

/** The one number that most formulas take for a guest's writing. Distinct pages a ms. */
export const distinctPagesPerMs = ({ distinctPages }: Pick<ModelInputs, 'distinctPages'>): number =>
  distinctPages(MEASURED_MS) / MEASURED_MS;
