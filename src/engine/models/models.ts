import { akoush } from './akoush.ts';
import { akoushAverage, akoushHistory } from './akoush-rounds.ts';
import { cloudsim } from './cloudsim.ts';
import { dirtyCurve } from './dirty-curve.ts';
import { distinctWriter } from './distinct-writer.ts';
import { liu } from './liu.ts';
import type { MigrationModel } from './model.ts';
import { simgrid } from './simgrid.ts';
import { uniformWriter } from './uniform-writer.ts';

/** Every formula, those that know QEMU first. */
export const MODELS: readonly MigrationModel[] = [
  uniformWriter,
  distinctWriter,
  dirtyCurve,
  liu,
  akoush,
  akoushAverage,
  akoushHistory,
  simgrid,
  cloudsim,
];
