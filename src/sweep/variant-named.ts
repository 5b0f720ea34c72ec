import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import type { Scenario } from '../engine/scenario.ts';
import { InputError } from '../scenario/input-error.ts';
import { parseScenario } from '../scenario/schema.ts';
import { formatMs } from '../units.ts';
import type { Variant } from './variants.ts';

/** The variant of `base` that `spec` describes. */
export function variantNamed(base: Scenario, spec: string): Variant {
  const [name = '', value = ''] = spec.trim().split('=');
  const scenario =
    name === 'limit'
      ? { ...base, parameters: { ...base.parameters, 'downtime-limit': Number(value) } }
      : { ...base, qemu: { ...base.qemu, untrackedRule: value as Scenario['qemu']['untrackedRule'] } };
  if (name !== 'limit' && !UNTRACKED_RULES.some((rule) => rule.name === value))
    throw new InputError(spec, { field: '', fault: `${value} is not a known rule`, advice: '' });
  const title = name === 'limit' ? `Limit ${formatMs(Number(value))}` : value;
  return { id: spec, title, note: '', scenario: parseScenario(scenario, spec) };
}

/** The settings that `variantNamed` knows, one line each: the form, and what it sets. */
export const SETTINGS_HELP: readonly (readonly [form: string, sets: string])[] = [
  ['rule=knob', 'a rule, by name or number'],
  ['limit=1000', 'downtime-limit, in ms or as 1.5s'],
];
