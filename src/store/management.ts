import { LAST_RESORTS_OF, MANAGEMENT_DEFAULTS } from '../scenario/management.ts';
import { type ManagementName, POLICIES } from '../worker/client-management.ts';

/** What a person should know about a tool that manages guests. */
export interface ToolWords {
  readonly title: string;
  readonly behaviour: string;
  readonly source: string;
  /** What was read in its source, and what is reported or ours. */
  readonly verified: string;
}

export const toolWords = (name: ManagementName): ToolWords => POLICIES.find((policy) => policy.name === name)!;

/** Its settings, with the tool's defaults. */
export const toolDefaults = (name: ManagementName): Readonly<Record<string, number | string>> => ({
  ...MANAGEMENT_DEFAULTS[name],
});

/** What it knows to do when nothing else helps; empty where it knows nothing. */
export const lastResortsOf = (name: ManagementName): readonly string[] => LAST_RESORTS_OF[name] ?? [];
