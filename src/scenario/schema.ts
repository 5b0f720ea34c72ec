import * as v from 'valibot';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { PAGE_BYTES } from '../units.ts';
import { impossible } from './combinations.ts';
import { type ScenarioChanges, scenarioWith } from './defaults.ts';
import { deviceSchema } from './device-schema.ts';
import { fromFormat1 } from './format-1.ts';
import { ScenarioError } from './input-error.ts';
import { LIMITS, MOST } from './limits.ts';
import { managementSchema } from './management-schema.ts';
import { capabilitiesSchema, parametersSchema } from './qemu-schema.ts';
import { oddKey, readJson } from './read-json.ts';
import { RELEASES } from './releases.ts';
import { RULES } from './rules.ts';
import { count, faultOf, list, notList, number, object, oneOf, text, whole, yesOrNo } from './words.ts';
import { workloadSchema } from './write-schema.ts';

/**
 * The scenario in `json`, with everything filled in that it leaves out: a file needs only `format` and what differs
 * from the defaults (`defaults.ts`). Actions are put in order of time. Format 1 is read too (`format-1.ts`).
 * @throws ScenarioError for the first fault, with QEMU's own message where QEMU has one
 */
export function parseScenario(json: unknown, file: string): Scenario {
  const odd = oddKey(json);
  if (odd) throw new ScenarioError(file, odd);
  const current = isFormat1(json) ? fromFormat1(json) : { json };
  if ('fault' in current) throw new ScenarioError(file, current.fault);
  const parsed = v.safeParse(fileSchema, current.json, { abortEarly: true });
  if (!parsed.success) throw new ScenarioError(file, faultOf(parsed.issues[0]));
  const scenario = scenarioWith(parsed.output);
  const fault = impossible(scenario);
  if (fault) throw new ScenarioError(file, fault);
  return scenario;
}

/**
 * `parseScenario` for the text of a file of at most 1 MiB.
 * @throws ScenarioError also for text that is cut off, too long or not JSON
 */
export function parseScenarioText(text: string, file: string): Scenario {
  const read = readJson(text, MOST.fileBytes);
  if ('fault' in read) throw new ScenarioError(file, read.fault);
  return parseScenario(read.json, file);
}

/** @source QEMU accel/kvm/kvm-all.c, kvm_set_dirty_ring_size(); the least is what QEMU's documentation advises */
const isRingSize = (entries: number): boolean =>
  entries === 0 || (entries >= LEAST_RING && Number.isInteger(Math.log2(entries)));
const LEAST_RING = 1024;

const isFormat1 = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && 'format' in json && json.format === 1;

const guest = notList(
  object({
    ramBytes: v.exactOptional(
      v.pipe(
        whole(LIMITS.ramBytes),
        v.check(
          (bytes) => bytes % PAGE_BYTES === 0,
          ({ input }) =>
            `${t('{value} is not a multiple of {bytes}', { value: String(input), bytes: String(PAGE_BYTES) })}\n${t('RAM has whole pages.')}`,
        ),
      ),
    ),
    firmware: v.exactOptional(oneOf(['bare', 'small-bios', 'pc'])),
    stoppedBeforeMigrate: v.exactOptional(yesOrNo),
    nonzeroRanges: v.exactOptional(list(object({ fromPage: count(), toPage: count(1) }), MOST.nonzeroRanges)),
    workloads: v.exactOptional(list(workloadSchema, MOST.workloads)),
    throttleEffect: v.exactOptional(oneOf(['ideal', 'kvm-measured'])),
    content: v.exactOptional(
      notList(
        object({
          changedBytes: v.exactOptional(whole(LIMITS.changedBytes)),
          changesAt: v.exactOptional(oneOf(['same-place', 'new-place'])),
          compressionRatio: v.exactOptional(number(LIMITS.compressionRatio)),
          incompressibleShare: v.exactOptional(number(LIMITS.share)),
          compressMsPerPage: v.exactOptional(number(LIMITS.compressMsPerPage)),
        }),
      ),
    ),
    vcpus: v.exactOptional(whole(LIMITS.vcpus)),
    sharedRam: v.exactOptional(yesOrNo),
    freePageHint: v.exactOptional(
      v.nullable(
        object({
          ranges: list(object({ fromPage: count(), toPage: count(1) }), MOST.nonzeroRanges),
          pagesPerMs: whole(LIMITS.hintPagesPerMs),
        }),
      ),
    ),
    logClearing: v.exactOptional(oneOf(['at-sync', 'by-chunk'])),
    dirtyRingSize: v.exactOptional(
      v.pipe(
        whole(LIMITS.dirtyRingSize),
        v.check(
          isRingSize,
          ({ input }) =>
            `dirty-ring-size must be a power of two.\n${t('{value} is none from {least} on; 0 is no ring.', { value: String(input), least: String(LEAST_RING) })}`,
        ),
      ),
    ),
  }),
);

const link = v.variant(
  'kind',
  [
    object({
      kind: v.literal('wire'),
      bytesPerSecond: v.nullable(whole(LIMITS.linkBytesPerSecond)),
      changes: v.exactOptional(
        v.pipe(
          list(
            object({
              atMs: number(LIMITS.linkChangeMs),
              bytesPerSecond: v.nullable(whole(LIMITS.linkBytesPerSecond)),
            }),
            MOST.linkChanges,
          ),
          v.transform((changes) => changes.toSorted((a, b) => a.atMs - b.atMs)),
        ),
      ),
    }),
    object({ kind: v.literal('fast'), windowMs: whole(LIMITS.windowMs) }),
  ],
  oneOf.message(['wire', 'fast']),
);

const atMs = number({ min: 0, max: LIMITS.horizonMs.max });
const setParameters = object({ atMs, execute: v.literal('migrate-set-parameters'), arguments: parametersSchema });
const command = object({
  atMs,
  execute: v.picklist(
    ['migrate_cancel', 'migrate-continue', 'migrate-start-postcopy', 'migrate-recover', 'stop', 'cont'],
    oneOf.message([
      'migrate-set-parameters',
      'migrate_cancel',
      'migrate-continue',
      'migrate-start-postcopy',
      'migrate-recover',
      'migrate',
      'stop',
      'cont',
    ]),
  ),
});
const resume = object({
  atMs,
  execute: v.literal('migrate'),
  resume: v.literal(
    true,
    () => `${t('without resume it is not a command of a running migration')}\n${t('Write "resume": true.')}`,
  ),
});
const fault = object({ atMs, fault: oneOf(['channel-error']) });
/** Chosen by the field that tells them apart, so that the message is about that one and not about all of them. */
const action = v.lazy((input): typeof setParameters | typeof command | typeof resume | typeof fault => {
  if (typeof input !== 'object' || input === null) return command;
  if ('fault' in input) return fault;
  if (!('execute' in input)) return command;
  if (input.execute === 'migrate') return resume;
  return input.execute === 'migrate-set-parameters' ? setParameters : command;
});

const fileSchema: v.GenericSchema<unknown, ScenarioChanges> = notList(
  object({
    format: v.literal(
      2,
      ({ received }) =>
        `${t('{value} is not a known format', { value: received })}\n${t('This version reads formats 1 and 2.')}`,
    ),
    name: v.exactOptional(text(0, MOST.nameLength)),
    seed: v.exactOptional(whole(LIMITS.seed)),
    guest: v.exactOptional(guest),
    link: v.exactOptional(link),
    host: v.exactOptional(oneOf(['ideal', 'recorded'])),
    pageCpuNs: v.exactOptional(whole(LIMITS.pageCpuNs)),
    sendCores: v.exactOptional(whole(LIMITS.sendCores)),
    extraSyncMsPerGib: v.exactOptional(number(LIMITS.extraSyncMsPerGib)),
    devices: v.exactOptional(list(deviceSchema, MOST.devices)),
    qemu: v.exactOptional(
      notList(
        object({
          release: v.exactOptional(oneOf(RELEASES)),
          untrackedRule: v.exactOptional(oneOf(RULES)),
          viommu: v.exactOptional(yesOrNo),
          onlyMigratable: v.exactOptional(yesOrNo),
          allowRestricted: v.exactOptional(yesOrNo),
          bandwidthSource: v.exactOptional(oneOf(['max-bandwidth', 'measured', 'avail-switchover-bandwidth'])),
          'x-clear-bitmap-shift': v.exactOptional(whole(LIMITS.clearBitmapShift)),
        }),
      ),
    ),
    sla: v.exactOptional(oneOf(['downtime-limit', 'none'])),
    postcopy: v.exactOptional(
      notList(
        object({
          startAfterPasses: v.exactOptional(v.nullable(whole(LIMITS.startAfterPasses))),
          roundTripMs: v.exactOptional(number(LIMITS.roundTripMs)),
          queuedBytes: v.exactOptional(whole(LIMITS.queuedBytes)),
        }),
      ),
    ),
    parameters: v.exactOptional(parametersSchema),
    capabilities: v.exactOptional(capabilitiesSchema),
    actions: v.exactOptional(
      v.pipe(
        list(action, MOST.actions),
        v.transform((actions) => actions.toSorted((a, b) => a.atMs - b.atMs)),
      ),
    ),
    management: v.exactOptional(managementSchema),
    horizonMs: v.exactOptional(number(LIMITS.horizonMs)),
  }),
);
