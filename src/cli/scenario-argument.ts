import type { Scenario } from '../engine/scenario.ts';
import { LIMITS, MOST } from '../scenario/limits.ts';
import { PRESETS } from '../scenario/presets.ts';
import { parseScenarioText } from '../scenario/schema.ts';
import { type Io, readUserFile, UsageError } from './io.ts';

/**
 * The one scenario that `command` was given: the name of a preset, or a file.
 * @throws UsageError for none, several, or one that is not there; InputError for a file that is no scenario
 */
export function scenarioNamed(command: string, [name, ...more]: readonly string[], io: Io): Scenario {
  if (name === undefined || more.length > 0) throw new UsageError(`${command} takes one scenario file or preset name`);
  const preset = PRESETS.find(({ id }) => id === name);
  if (preset) return preset.scenario;
  if (!/[./\\]/.test(name))
    throw new UsageError(`${name}: no such preset; "presets" lists them, and a file ends in .json`);
  return parseScenarioText(readUserFile(io, name, MOST.fileBytes), name);
}

/** `scenario` with the seed of the option `--seed`, if it was given. @throws UsageError for one that is no seed */
export function withSeed(scenario: Scenario, text: string | undefined): Scenario {
  if (text === undefined) return scenario;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > LIMITS.seed.max)
    throw new UsageError(`--seed: ${text} is not a whole number from 0 to ${LIMITS.seed.max}`);
  return { ...scenario, seed };
}
