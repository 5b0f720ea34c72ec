import { expect, it } from 'vitest';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { PRESETS } from '../../../scenario/presets.ts';
import { parseScenarioText } from '../../../scenario/schema.ts';
import { fileNameOf, scenarioText } from './save-scenario.ts';

it.each(PRESETS)('$id is saved as a file that opens as the same scenario', ({ scenario }) => {
  expect(parseScenarioText(scenarioText(scenario), fileNameOf(scenario))).toEqual(scenario);
});

it.each([
  ['First visit', 'first-visit.scenario.json'],
  ['../Über 4 GiB: "x"', 'über-4-gib-x.scenario.json'],
  ['', 'switchover.scenario.json'],
])('a scenario named %s is saved as %s', (name, file) => {
  expect(fileNameOf(scenarioWith({ name }))).toBe(file);
});
