import type { Action, MigrationParameters } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import { formatQuantity, type Unit } from './scenario/quantity.ts';

/* What a command does, in words. Apart from the controls that make one, which the first load does not carry. */

/** The parameters that a command can set, in their order, with the unit of each as in `FIELDS`. */
export const PARAMETER_UNITS = {
  'downtime-limit': 'ms',
  'max-bandwidth': 'bytes/s',
  'avail-switchover-bandwidth': 'bytes/s',
  'max-postcopy-bandwidth': 'bytes/s',
  'throttle-trigger-threshold': '%',
  'cpu-throttle-initial': '%',
  'cpu-throttle-increment': '%',
  'cpu-throttle-tailslow': '',
  'max-cpu-throttle': '%',
  'xbzrle-cache-size': 'bytes',
  'compress-threads': '',
  'vcpu-dirty-limit': 'MB/s',
  'x-vcpu-dirty-limit-period': 'ms',
  'multifd-channels': '',
} as const satisfies Partial<Record<keyof MigrationParameters, Unit>>;

const PARAMETERS = Object.keys(PARAMETER_UNITS) as (keyof typeof PARAMETER_UNITS)[];

/** The parameters that an action sets. */
export const parametersOf = (action: Action): (keyof typeof PARAMETER_UNITS)[] =>
  'arguments' in action ? PARAMETERS.filter((name) => action.arguments[name] !== undefined) : [];

/** In the words of QEMU's monitor: `migrate-set-parameters downtime-limit 1 s`. */
export function actionWords(action: Action): string {
  if ('fault' in action) return t('the channel breaks');
  if (action.execute === 'migrate') return 'migrate resume';
  const set = parametersOf(action).map((name) => {
    const value = 'arguments' in action ? (action.arguments[name] ?? 0) : 0;
    if (typeof value === 'boolean') return ` ${name} ${value ? 'on' : 'off'}`;
    return ` ${name} ${name.startsWith('max-') && value === 0 ? '0' : formatQuantity(value, PARAMETER_UNITS[name])}`;
  });
  return action.execute + set.join(',');
}
