import { hmpNames, INFO_TOPICS } from './hmp.ts';
import { qmpCommandNames } from './qmp.ts';
import { capabilityNames } from './qmp-capabilities.ts';
import { parameterNames } from './qmp-parameters.ts';

/** How a line can go on: `options` in place of what stands from `from` on. */
export interface Completion {
  readonly from: number;
  readonly options: readonly string[];
}

/** What may follow in a line: commands first, then what the command takes, by release. */
export function complete(release: string, line: string): Completion {
  const from = line.search(/[\w-]*$/);
  const begun = line.slice(from);
  const before = line.slice(0, from);
  const options = candidates(release, before).filter((option) => option.startsWith(begun));
  return { from, options: [...new Set(options)].toSorted() };
}

function candidates(release: string, before: string): readonly string[] {
  if (before.startsWith('{')) return inJson(release, before);
  const [name, ...given] = before.trim().split(/\s+/);
  if (!name) return [...qmpCommandNames(), ...hmpNames()];
  const isFirst = given.length === 0;
  switch (name) {
    case 'info':
      return isFirst ? INFO_TOPICS : [];
    case 'migrate_set_parameter':
      return isFirst ? parameterNames(release) : [];
    case 'migrate_set_capability':
      return isFirst ? capabilityNames(release) : given.length === 1 ? ['on', 'off'] : [];
    case 'migrate-set-parameters':
      return before.endsWith('=') ? [] : parameterNames(release).map((parameter) => `${parameter}=`);
    case 'migrate-continue':
      return before.endsWith('=') ? ['pre-switchover'] : isFirst ? ['state='] : [];
    case 'migrate':
      return isFirst ? ['uri='] : [];
    case 'human-monitor-command':
      return isFirst ? ['command-line='] : [];
    default:
      return [];
  }
}

/** Inside a string of the JSON: the command's name, else a name that its arguments may hold. */
function inJson(release: string, before: string): readonly string[] {
  if (!before.endsWith('"')) return [];
  if (/"execute"\s*:\s*"$/.test(before)) return qmpCommandNames();
  if (!before.includes('"arguments"')) return ['execute', 'arguments'];
  return /capabilit/.test(before) ? ['capability', 'state', ...capabilityNames(release)] : parameterNames(release);
}
