import { t } from '../../language/t.ts';
import { type HmpCommand, hmpToQmp } from './hmp.ts';
import { type QmpReply, qmpCommandNames } from './qmp.ts';

/**
 * The QMP command that a typed line means. It may be JSON, a line of the human monitor, a bare command name, or a name with
 * `key=value` as in qmp-shell.
 * @returns its JSON, spelled as a person would, or one sentence on what is wrong with the line
 */
export function typedCommand(line: string): { readonly command: string } | { readonly fault: string } {
  const text = line.trim();
  if (text.startsWith('{')) return { command: text };
  const [name = '', ...given] = text.split(/\s+/);
  if (name === 'info')
    return { command: spelled({ execute: 'human-monitor-command', arguments: { 'command-line': text } }) };
  const isShell = given.some((word) => word.includes('='));
  const known = isShell ? null : hmpToQmp(text);
  const isQmp = qmpCommandNames().includes(name);
  if (known && 'fault' in known) return isQmp && given.length === 0 ? { command: spelled({ execute: name }) } : known;
  if (known) return { command: spelled(known) };
  const values: Record<string, unknown> = {};
  for (const word of given) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(word) ?? [];
    if (key === undefined || value === undefined)
      return { fault: t('Write {name} with name=value, not {word}.', { name, word }) };
    values[key] = shellValue(value);
  }
  const meant = isQmp ? name : (qmpCommandNames().find((other) => plain(other) === plain(name)) ?? name);
  return { command: spelled({ execute: meant, ...(given.length > 0 && { arguments: values }) }) };
}

/** On one line, with a space after each colon and comma, as in QEMU's documents. */
export const spelled = (message: HmpCommand | QmpReply): string =>
  // Line ends of the long form stand between members only: inside strings they are escaped.
  JSON.stringify(message, null, 1).replace(
    /([{[])\n\s*|\n\s*([}\]])|\n\s*/g,
    (_, open = '', close = '') => open || close || ' ',
  );

/** JSON where it is some, else a string. */
function shellValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `migrate-cancel` is `migrate_cancel`: QEMU has both signs, and people forget which. */
const plain = (name: string): string => name.replaceAll('_', '-');
