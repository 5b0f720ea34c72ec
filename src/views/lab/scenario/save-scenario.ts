import type { Scenario } from '../../../engine/scenario.ts';

/** Downloads the whole scenario, defaults included, as the JSON that can be opened again. */
export function saveScenario(scenario: Scenario): void {
  const link = document.createElement('a');
  link.href = `data:application/json;charset=utf-8,${encodeURIComponent(scenarioText(scenario))}`;
  link.download = fileNameOf(scenario);
  link.click();
}

export const scenarioText = (scenario: Scenario): string => `${JSON.stringify(scenario, null, 2)}\n`;

/** `first-visit.scenario.json` */
export function fileNameOf({ name }: Scenario): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['switchover'];
  return `${words.join('-')}.scenario.json`;
}
