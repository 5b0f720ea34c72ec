import * as v from 'valibot';
import { t } from '../language/t.ts';
import { LIMITS } from './limits.ts';
import { notAnObject, notList, yesOrNo } from './words.ts';

/*
 * Parameters and capabilities, refused in QEMU's own words where QEMU has some: it answers `migrate-set-parameters`
 * and `migrate-set-capabilities` with them (7.2). What only later releases know is refused in `combinations.ts`.
 */

/** `migrate_params_check`; the underscore in the name is QEMU's. */
export const DOWNTIME_LIMIT_FAULT =
  "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms";

/** True for a limit that QEMU takes. */
export const isDowntimeLimit = (ms: number): boolean =>
  Number.isInteger(ms) && ms >= LIMITS.downtimeLimitMs.min && ms <= LIMITS.downtimeLimitMs.max;

/** True for a cache size that QEMU takes, up to the most that is allowed here. */
export const isXbzrleCacheSize = (bytes: number): boolean =>
  bytes >= LIMITS.xbzrleCacheBytes.min && bytes <= LIMITS.xbzrleCacheBytes.max && Number.isInteger(Math.log2(bytes));

const THREADS_FAULT = "Parameter 'compress_threads' expects a value between 1 and 255";

const percent = (name: string, expected: string, most = 99) => {
  const fault = `Parameter '${name.replaceAll('-', '_')}' expects an integer in the range of ${expected}`;
  return v.exactOptional(v.pipe(v.number(fault), v.integer(fault), v.minValue(1, fault), v.maxValue(most, fault)));
};

const CHANNELS_FAULT = "Parameter 'multifd_channels' expects a value between 1 and 255";

const uint64 = (name: string) =>
  v.number(() => `Parameter '${name}' expects uint64\n${t('Write a number without quotes.')}`);

const wholeBytes = (name: string) =>
  v.safeInteger<number, () => string>(() => `Parameter '${name}' expects uint64\n${t('Write whole bytes a second.')}`);
const belowZero = (input: number): string => t('{value} is below 0', { value: String(input) });

/** `migrate_params_check`, 8.1. */
const VCPU_LIMIT_FAULT = "Parameter 'vcpu_dirty_limit' is invalid, it must greater then 1 MB/s";
const VCPU_PERIOD_FAULT = "Parameter 'x-vcpu-dirty-limit-period' expects a value between 1 and 1000";

export const parametersSchema = notList(
  v.strictObject(
    {
      'downtime-limit': v.exactOptional(
        v.pipe(
          uint64('downtime-limit'),
          v.check(isDowntimeLimit, () => `${DOWNTIME_LIMIT_FAULT}\n${t('0 means one pass, then stop.')}`),
        ),
      ),
      'max-bandwidth': v.exactOptional(
        v.pipe(
          uint64('max-bandwidth'),
          wholeBytes('max-bandwidth'),
          v.minValue(
            LIMITS.maxBandwidth.min,
            ({ input }) =>
              `${belowZero(input)}\n${t('Write 0 for no limit; QEMU would read a negative number as a huge one.')}`,
          ),
        ),
      ),
      'avail-switchover-bandwidth': v.exactOptional(
        v.pipe(
          uint64('avail-switchover-bandwidth'),
          wholeBytes('avail-switchover-bandwidth'),
          v.minValue(0, ({ input }) => `${belowZero(input)}\n${t('Write 0 for the bandwidth that QEMU measures.')}`),
        ),
      ),
      'max-postcopy-bandwidth': v.exactOptional(
        v.pipe(
          uint64('max-postcopy-bandwidth'),
          wholeBytes('max-postcopy-bandwidth'),
          v.minValue(0, ({ input }) => `${belowZero(input)}\n${t('Write 0 for no limit.')}`),
        ),
      ),
      'throttle-trigger-threshold': percent('throttle-trigger-threshold', '1 to 100', 100),
      'cpu-throttle-initial': percent('cpu-throttle-initial', '1 to 99'),
      'cpu-throttle-increment': percent('cpu-throttle-increment', '1 to 99'),
      'cpu-throttle-tailslow': v.exactOptional(yesOrNo),
      'max-cpu-throttle': percent('max-cpu-throttle', 'cpu_throttle_initial to 99'),
      'xbzrle-cache-size': v.exactOptional(
        v.pipe(
          uint64('xbzrle-cache-size'),
          v.check(
            isXbzrleCacheSize,
            () =>
              `Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size\n${t('The size is in bytes; at most 4 TiB here.')}`,
          ),
        ),
      ),
      'compress-threads': v.exactOptional(
        v.pipe(
          v.number(THREADS_FAULT),
          v.check(
            (threads) =>
              Number.isInteger(threads) &&
              threads >= LIMITS.compressThreads.min &&
              threads <= LIMITS.compressThreads.max,
            THREADS_FAULT,
          ),
        ),
      ),
      'vcpu-dirty-limit': v.exactOptional(
        v.pipe(
          uint64('vcpu-dirty-limit'),
          v.safeInteger(VCPU_LIMIT_FAULT),
          v.minValue(LIMITS.vcpuDirtyLimit.min, VCPU_LIMIT_FAULT),
        ),
      ),
      'x-vcpu-dirty-limit-period': v.exactOptional(
        v.pipe(
          uint64('x-vcpu-dirty-limit-period'),
          v.integer(VCPU_PERIOD_FAULT),
          v.minValue(LIMITS.vcpuDirtyLimitPeriodMs.min, VCPU_PERIOD_FAULT),
          v.maxValue(LIMITS.vcpuDirtyLimitPeriodMs.max, VCPU_PERIOD_FAULT),
        ),
      ),
      'multifd-channels': v.exactOptional(
        v.pipe(
          v.number(CHANNELS_FAULT),
          v.integer(CHANNELS_FAULT),
          v.minValue(LIMITS.multifdChannels.min, CHANNELS_FAULT),
          v.maxValue(LIMITS.multifdChannels.max, CHANNELS_FAULT),
        ),
      ),
    },
    (issue) => {
      const name = lastKey(issue);
      if (issue.expected !== 'never') return notAnObject(issue.input);
      if (LATER_PARAMETERS.has(name))
        return `${t('the parameter {name} is not simulated yet', { name })}\n${t('Remove this field.')}`;
      return `Parameter '${name}' is unexpected\n${t('Known here are downtime-limit, max-bandwidth, max-postcopy-bandwidth, avail-switchover-bandwidth, xbzrle-cache-size, compress-threads, multifd-channels and those of auto-converge and dirty-limit.')}`;
    },
  ),
);

export const capabilitiesSchema = notList(
  v.strictObject(
    {
      'pause-before-switchover': v.exactOptional(yesOrNo),
      'return-path': v.exactOptional(yesOrNo),
      'switchover-ack': v.exactOptional(yesOrNo),
      'auto-converge': v.exactOptional(yesOrNo),
      'postcopy-ram': v.exactOptional(yesOrNo),
      'postcopy-preempt': v.exactOptional(yesOrNo),
      'postcopy-blocktime': v.exactOptional(yesOrNo),
      xbzrle: v.exactOptional(yesOrNo),
      compress: v.exactOptional(yesOrNo),
      'dirty-limit': v.exactOptional(yesOrNo),
      'x-ignore-shared': v.exactOptional(yesOrNo),
      multifd: v.exactOptional(yesOrNo),
    },
    (issue) => {
      const name = lastKey(issue);
      if (issue.expected !== 'never') return notAnObject(issue.input);
      if (LATER_CAPABILITIES.has(name))
        return `${t('the capability {name} is not simulated yet', { name })}\n${t('Remove this field.')}`;
      return `Parameter 'capability' does not accept value '${name}'\n${t('Known here are pause-before-switchover, return-path, switchover-ack, auto-converge, dirty-limit, xbzrle, compress, multifd, postcopy-ram, postcopy-preempt, postcopy-blocktime and x-ignore-shared.')}`;
    },
  ),
);

const lastKey = (issue: v.BaseIssue<unknown>): string => String(issue.path?.at(-1)?.key ?? '');

const LATER_PARAMETERS: ReadonlySet<string> = new Set(
  `announce-initial announce-max announce-rounds announce-step block-incremental compress-level
   compress-wait-thread
   decompress-threads multifd-compression
   multifd-zlib-level multifd-zstd-level tls-authz tls-creds tls-hostname
   x-checkpoint-delay`.split(/\s+/),
);

const LATER_CAPABILITIES: ReadonlySet<string> = new Set(
  `rdma-pin-all zero-blocks events x-colo release-ram block
   dirty-bitmaps late-block-activate validate-uuid
   background-snapshot zero-copy-send`.split(/\s+/),
);
