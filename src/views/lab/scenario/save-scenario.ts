import type { Scenario } from '../../../engine/scenario.ts';
import { fileName, saveFile } from '../../save-file.ts';

/** Downloads the whole scenario, defaults included, as the JSON that can be opened again. */
export const saveScenario = (scenario: Scenario): void =>
  saveFile(fileNameOf(scenario), 'application/json', scenarioText(scenario));

export const scenarioText = (scenario: Scenario): string => `${JSON.stringify(scenario, null, 2)}\n`;

/** `first-visit.scenario.json` */
export const fileNameOf = ({ name }: Scenario): string => fileName(name, 'scenario.json');
