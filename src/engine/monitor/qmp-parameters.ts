import { expects } from './qmp-error.ts';
import { type Read, readBoolean, readEnum, readMembers, readString, readUint, readUint64 } from './qmp-input.ts';
import { isIn, type Lifetime } from './qmp-release.ts';

export type ParameterValue = number | boolean | string;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Names of the parameters that a release has, in the order of its schema. */
export const parameterNames = (release: string): string[] =>
  Object.keys(PARAMETERS).filter((name) => isIn(release, PARAMETERS[name]!));

/** What `query-migrate-parameters` shows of a new QEMU. */
export const parameterDefaults = (release: string): ParameterValues =>
  Object.fromEntries(parameterNames(release).map((name) => [name, PARAMETERS[name]!.initial]));

/**
 * The arguments of `migrate-set-parameters`, read and checked against those in force.
 * @returns what is set; values beyond 2^53 are rounded
 * @throws QmpError in QEMU's words, for the first fault that QEMU finds
 * @source QEMU migration/options.c (migration.c before 8.1), qmp_migrate_set_parameters() and migrate_params_check()
 */
export function readParameters(
  release: string,
  inForce: ParameterValues,
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const shape = Object.fromEntries(
    parameterNames(release).map((name) => [name, { read: PARAMETERS[name]!.read, isOptional: true }]),
  );
  const set = readMembers(given, shape) as Record<string, ParameterValue>;
  const all = { ...inForce, ...set };
  for (const [name, fault] of CHECKS) {
    const value = all[name];
    if (typeof value === 'number' && fault.isWrong(value, all)) throw expects(fault.name, fault.expected);
  }
  return set;
}

interface Parameter extends Lifetime {
  readonly initial: ParameterValue;
  readonly read: Read<ParameterValue>;
}

const uint8 = readUint(8);
const GONE_IN_9_1 = { until: '9.1' };

/**
 * Every parameter with its default. Those of 7.2 are recorded, those of 8.1 and 8.2 read in the source; from 9.0 on
 * the list is by reading alone. `block-bitmap-mapping` and `cpr-exec-command`, which are shown only when set, are left out.
 * @source semantics sheet 7.2; QEMU qapi/migration.json, migration/options.c
 */
const PARAMETERS: Readonly<Record<string, Parameter>> = {
  'announce-initial': { initial: 50, read: readUint64 },
  'announce-max': { initial: 550, read: readUint64 },
  'announce-rounds': { initial: 5, read: readUint64 },
  'announce-step': { initial: 100, read: readUint64 },
  'compress-level': { initial: 1, read: uint8, ...GONE_IN_9_1 },
  'compress-threads': { initial: 8, read: uint8, ...GONE_IN_9_1 },
  'compress-wait-thread': { initial: true, read: readBoolean, ...GONE_IN_9_1 },
  'decompress-threads': { initial: 2, read: uint8, ...GONE_IN_9_1 },
  'throttle-trigger-threshold': { initial: 50, read: uint8 },
  'cpu-throttle-initial': { initial: 20, read: uint8 },
  'cpu-throttle-increment': { initial: 10, read: uint8 },
  'cpu-throttle-tailslow': { initial: false, read: readBoolean },
  'tls-creds': { initial: '', read: readString },
  'tls-hostname': { initial: '', read: readString },
  'tls-authz': { initial: '', read: readString },
  'max-bandwidth': { initial: 134_217_728, read: readUint64 },
  'avail-switchover-bandwidth': { initial: 0, read: readUint64, since: '8.2' },
  'downtime-limit': { initial: 300, read: readUint64 },
  'x-checkpoint-delay': { initial: 20_000, read: readUint(32) },
  'block-incremental': { initial: false, read: readBoolean, ...GONE_IN_9_1 },
  'multifd-channels': { initial: 2, read: uint8 },
  'multifd-compression': { initial: 'none', read: readEnum(['none', 'zlib', 'zstd']) },
  'multifd-zlib-level': { initial: 1, read: uint8 },
  'multifd-qatzip-level': { initial: 1, read: uint8, since: '9.2' },
  'multifd-zstd-level': { initial: 1, read: uint8 },
  'xbzrle-cache-size': { initial: 67_108_864, read: readUint64 },
  'max-postcopy-bandwidth': { initial: 0, read: readUint64 },
  'max-cpu-throttle': { initial: 99, read: uint8 },
  'x-vcpu-dirty-limit-period': { initial: 1000, read: readUint64, since: '8.1' },
  'vcpu-dirty-limit': { initial: 1, read: readUint64, since: '8.1' },
  mode: { initial: 'normal', read: readEnum(['normal', 'cpr-reboot']), since: '8.2' },
  'zero-page-detection': { initial: 'multifd', read: readEnum(['none', 'legacy', 'multifd']), since: '9.0' },
  'direct-io': { initial: false, read: readBoolean, since: '9.1' },
};

interface Check {
  /** As the message writes it, with underscores but for one. */
  readonly name: string;
  readonly isWrong: (value: number, all: ParameterValues) => boolean;
  readonly expected: string;
}
const check = (name: string, isWrong: Check['isWrong'], expected: string, shown = name.replaceAll('-', '_')) =>
  [name, { name: shown, isWrong, expected }] as const;
const outside = (least: number, most: number) => (value: number) => value < least || value > most;
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

/** In QEMU's order: of several faults it names the first. The range said for announce_step begins at 0 in QEMU too. */
const CHECKS: readonly (readonly [string, Check])[] = [
  check('compress-level', outside(0, 9), 'a value between 0 and 9'),
  check('compress-threads', outside(1, 255), 'a value between 1 and 255'),
  check('decompress-threads', outside(1, 255), 'a value between 1 and 255'),
  check('throttle-trigger-threshold', outside(1, 100), 'an integer in the range of 1 to 100'),
  check('cpu-throttle-initial', outside(1, 99), 'an integer in the range of 1 to 99'),
  check('cpu-throttle-increment', outside(1, 99), 'an integer in the range of 1 to 99'),
  check('downtime-limit', outside(0, 2_000_000), 'an integer in the range of 0 to (2000 * 1000) ms'),
  check('multifd-channels', outside(1, 255), 'a value between 1 and 255'),
  check('multifd-zlib-level', outside(0, 9), 'a value between 0 and 9'),
  check('multifd-qatzip-level', outside(1, 9), 'a value between 1 and 9'),
  check('multifd-zstd-level', outside(0, 20), 'a value between 0 and 20'),
  check(
    'xbzrle-cache-size',
    (value) => value < 4096 || !isPowerOfTwo(value),
    'a power of two no less than the target page size',
  ),
  check(
    'max-cpu-throttle',
    (value, all) => value < Number(all['cpu-throttle-initial']) || value > 99,
    'an integer in the range of cpu_throttle_initial to 99',
  ),
  check('announce-initial', outside(0, 100_000), 'a value between 0 and 100000'),
  check('announce-max', outside(0, 100_000), 'a value between 0 and 100000'),
  check('announce-rounds', outside(0, 1000), 'a value between 0 and 1000'),
  check('announce-step', outside(1, 10_000), 'a value between 0 and 10000'),
  check('x-vcpu-dirty-limit-period', outside(1, 1000), 'a value between 1 and 1000', 'x-vcpu-dirty-limit-period'),
  check('vcpu-dirty-limit', (value) => value < 1, 'is invalid, it must greater then 1 MB/s'),
];
