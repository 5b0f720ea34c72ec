import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { notList, shown, yesOrNo } from './words.ts';

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

const percent = (name: string, expected: string, most = 99) => {
  const fault = `Parameter '${name.replaceAll('-', '_')}' expects an integer in the range of ${expected}`;
  return v.exactOptional(v.pipe(v.number(fault), v.integer(fault), v.minValue(1, fault), v.maxValue(most, fault)));
};

const CHANNELS_FAULT = "Parameter 'multifd_channels' expects a value between 1 and 255";

const uint64 = (name: string) => v.number(`Parameter '${name}' expects uint64\nWrite a number without quotes.`);

export const parametersSchema = notList(
  v.strictObject(
    {
      'downtime-limit': v.exactOptional(
        v.pipe(
          uint64('downtime-limit'),
          v.check(isDowntimeLimit, `${DOWNTIME_LIMIT_FAULT}\n0 means one pass, then stop.`),
        ),
      ),
      'max-bandwidth': v.exactOptional(
        v.pipe(
          uint64('max-bandwidth'),
          v.safeInteger("Parameter 'max-bandwidth' expects uint64\nWrite whole bytes a second."),
          v.minValue(
            LIMITS.maxBandwidth.min,
            ({ input }) =>
              `${input} is below 0\nWrite 0 for no limit; QEMU would read a negative number as a huge one.`,
          ),
        ),
      ),
      'avail-switchover-bandwidth': v.exactOptional(
        v.pipe(
          uint64('avail-switchover-bandwidth'),
          v.safeInteger("Parameter 'avail-switchover-bandwidth' expects uint64\nWrite whole bytes a second."),
          v.minValue(0, ({ input }) => `${input} is below 0\nWrite 0 for the bandwidth that QEMU measures.`),
        ),
      ),
      'max-postcopy-bandwidth': v.exactOptional(
        v.pipe(
          uint64('max-postcopy-bandwidth'),
          v.safeInteger("Parameter 'max-postcopy-bandwidth' expects uint64\nWrite whole bytes a second."),
          v.minValue(0, ({ input }) => `${input} is below 0\nWrite 0 for no limit.`),
        ),
      ),
      'throttle-trigger-threshold': percent('throttle-trigger-threshold', '1 to 100', 100),
      'cpu-throttle-initial': percent('cpu-throttle-initial', '1 to 99'),
      'cpu-throttle-increment': percent('cpu-throttle-increment', '1 to 99'),
      'cpu-throttle-tailslow': v.exactOptional(yesOrNo),
      'max-cpu-throttle': percent('max-cpu-throttle', 'cpu_throttle_initial to 99'),
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
      if (issue.expected !== 'never') return `${shown(issue.input)} is not an object`;
      if (LATER_PARAMETERS.has(name)) return `the parameter ${name} is not simulated yet\nRemove this field.`;
      return `Parameter '${name}' is unexpected\nKnown here are downtime-limit, max-bandwidth, max-postcopy-bandwidth, avail-switchover-bandwidth, multifd-channels and those of auto-converge.`;
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
      multifd: v.exactOptional(yesOrNo),
    },
    (issue) => {
      const name = lastKey(issue);
      if (issue.expected !== 'never') return `${shown(issue.input)} is not an object`;
      if (LATER_CAPABILITIES.has(name)) return `the capability ${name} is not simulated yet\nRemove this field.`;
      return `Parameter 'capability' does not accept value '${name}'\nKnown here are pause-before-switchover, return-path, switchover-ack, auto-converge, multifd, postcopy-ram, postcopy-preempt and postcopy-blocktime.`;
    },
  ),
);

const lastKey = (issue: v.BaseIssue<unknown>): string => String(issue.path?.at(-1)?.key ?? '');

const LATER_PARAMETERS: ReadonlySet<string> = new Set(
  `announce-initial announce-max announce-rounds announce-step block-incremental compress-level
   compress-threads compress-wait-thread
   decompress-threads multifd-compression
   multifd-zlib-level multifd-zstd-level tls-authz tls-creds tls-hostname
   x-checkpoint-delay xbzrle-cache-size`.split(/\s+/),
);

const LATER_CAPABILITIES: ReadonlySet<string> = new Set(
  `xbzrle rdma-pin-all zero-blocks compress events x-colo release-ram block
   dirty-bitmaps late-block-activate x-ignore-shared validate-uuid
   background-snapshot zero-copy-send`.split(/\s+/),
);
