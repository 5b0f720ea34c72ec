import * as v from 'valibot';
import type { Scenario } from '../engine/scenario.ts';
import { PAGE_BYTES } from '../units.ts';
import { impossible } from './combinations.ts';
import { type ScenarioChanges, scenarioWith, vfioDevice } from './defaults.ts';
import { ScenarioError } from './input-error.ts';
import { LIMITS, MOST } from './limits.ts';
import { capabilitiesSchema, parametersSchema } from './qemu-schema.ts';
import { oddKey, readJson } from './read-json.ts';
import { count, faultOf, list, notList, number, object, oneOf, text, whole, yesOrNo } from './words.ts';

/**
 * The scenario in `json`, with everything filled in that it leaves out: a file needs only `format` and what differs
 * from the defaults (`defaults.ts`). Actions are put in order of time.
 * @throws ScenarioError for the first fault, with QEMU's own message where QEMU has one
 */
export function parseScenario(json: unknown, file: string): Scenario {
  const odd = oddKey(json);
  if (odd) throw new ScenarioError(file, odd);
  const parsed = v.safeParse(fileSchema, json, { abortEarly: true });
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

const region = object({ startPage: count(), pages: count(1) });
const writesPerSecond = number(LIMITS.writesPerSecond);
const periodMs = number(LIMITS.periodMs);

const workload = v.variant(
  'kind',
  [
    object({ kind: v.literal('sequential'), region, writesPerSecond, startIndex: v.optional(count(), 0) }),
    object({ kind: v.literal('uniform'), region, writesPerSecond }),
    object({
      kind: v.literal('hot-cold'),
      region,
      writesPerSecond,
      hotPages: count(1),
      hotShare: number(LIMITS.hotShare),
    }),
    object({
      kind: v.literal('bursts'),
      region,
      writesPerSecond,
      onMs: periodMs,
      offMs: periodMs,
      phaseMs: v.optional(number({ min: 0, max: 2 * LIMITS.periodMs.max }), 0),
    }),
    object({ kind: v.literal('zipf'), region, writesPerSecond, exponent: number(LIMITS.zipfExponent) }),
  ],
  oneOf.message(['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf']),
);

const guest = notList(
  object({
    ramBytes: v.exactOptional(
      v.pipe(
        whole(LIMITS.ramBytes),
        v.check(
          (bytes) => bytes % PAGE_BYTES === 0,
          ({ input }) => `${input} is not a multiple of ${PAGE_BYTES}\nRAM has whole pages.`,
        ),
      ),
    ),
    firmware: v.exactOptional(oneOf(['bare', 'small-bios', 'pc'])),
    stoppedBeforeMigrate: v.exactOptional(yesOrNo),
    nonzeroRanges: v.exactOptional(list(object({ fromPage: count(), toPage: count(1) }), MOST.nonzeroRanges)),
    workloads: v.exactOptional(list(workload, MOST.workloads)),
  }),
);

const link = v.variant(
  'kind',
  [
    object({ kind: v.literal('wire'), bytesPerSecond: v.nullable(whole(LIMITS.linkBytesPerSecond)) }),
    object({ kind: v.literal('fast'), windowMs: whole(LIMITS.windowMs) }),
  ],
  oneOf.message(['wire', 'fast']),
);

const dma = v.variant(
  'kind',
  [
    object({ kind: v.literal('none') }),
    object({ kind: v.literal('ring'), region, writesPerSecond }),
    object({ kind: v.literal('random'), region, writesPerSecond }),
  ],
  oneOf.message(['none', 'ring', 'random']),
);

const device = v.pipe(
  notList(
    object({
      name: v.exactOptional(text(1, MOST.deviceNameLength)),
      dma: v.exactOptional(dma),
      dirtyTracking: v.exactOptional(oneOf(['none', 'type1', 'device'])),
      stopCopyBytes: v.exactOptional(whole(LIMITS.stopCopyBytes)),
      stopMs: v.exactOptional(number(LIMITS.deviceMs)),
      resumeMs: v.exactOptional(number(LIMITS.deviceMs)),
    }),
  ),
  v.transform(vfioDevice),
);

const atMs = number({ min: 0, max: LIMITS.horizonMs.max });
const setParameters = object({ atMs, execute: v.literal('migrate-set-parameters'), arguments: parametersSchema });
const command = object({
  atMs,
  execute: v.picklist(
    ['migrate_cancel', 'migrate-continue'],
    oneOf.message(['migrate-set-parameters', 'migrate_cancel', 'migrate-continue']),
  ),
});
const fault = object({ atMs, fault: oneOf(['channel-error']) });
/** Chosen by the field that tells them apart, so that the message is about that one and not about all three. */
const action = v.lazy((input): typeof setParameters | typeof command | typeof fault => {
  if (typeof input !== 'object' || input === null) return command;
  if ('fault' in input) return fault;
  return 'execute' in input && input.execute === 'migrate-set-parameters' ? setParameters : command;
});

const fileSchema: v.GenericSchema<unknown, ScenarioChanges> = notList(
  object({
    format: v.literal(1, ({ received }) => `${received} is not a known format\nThis version reads format 1.`),
    name: v.exactOptional(text(0, MOST.nameLength)),
    seed: v.exactOptional(whole(LIMITS.seed)),
    guest: v.exactOptional(guest),
    link: v.exactOptional(link),
    host: v.exactOptional(oneOf(['ideal', 'recorded'])),
    devices: v.exactOptional(list(device, MOST.devices)),
    qemu: v.exactOptional(
      notList(
        object({
          release: v.exactOptional(oneOf(['7.2'])),
          untrackedRule: v.exactOptional(oneOf(['blocker', 'skip-precopy', 'all-dirty', 'knob'])),
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
    horizonMs: v.exactOptional(number(LIMITS.horizonMs)),
  }),
);
