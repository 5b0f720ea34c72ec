import { t } from '../language/t.ts';
import { formatBytes } from '../units.ts';
import type { Fault } from './input-error.ts';

/** The parsed text, or why it is not JSON. A file that was cut off is told from one that never was JSON. */
export function readJson(text: string, limitBytes: number): { readonly json: unknown } | { readonly fault: Fault } {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > limitBytes)
    return whole(
      t('the file has {size}, more than the {most} that are read', {
        size: formatBytes(bytes),
        most: formatBytes(limitBytes),
      }),
      '',
    );
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return whole(t('the file is empty'), t('Save it again from where it came.'));
  try {
    return { json: JSON.parse(body) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (endsTooEarly(error.message, body))
      return whole(t('the JSON ends too early'), t('The file was cut off: copy it again.'));
    return whole(
      t('not JSON: {fault}', { fault: error.message }),
      t('Check the file for a missing comma, quote or bracket.'),
    );
  }
}

/**
 * The first key that no JSON of ours may have, or nesting that none of ours has. Such keys pass a check by the
 * `in` operator, which also finds what every object inherits.
 */
export function oddKey(json: unknown, path: readonly string[] = []): Fault | null {
  if (typeof json !== 'object' || json === null) return null;
  if (path.length > MOST_LEVELS)
    return {
      field: path.slice(0, 3).join('.'),
      fault: t('nested more than {levels} levels deep', { levels: MOST_LEVELS }),
      advice: '',
    };
  for (const [key, value] of Object.entries(json)) {
    if (key in Object.prototype)
      return { field: [...path, key].join('.'), fault: t('unknown field'), advice: t('Remove this field.') };
    const found = oddKey(value, [...path, key]);
    if (found) return found;
  }
  return null;
}

const MOST_LEVELS = 12;

const whole = (fault: string, advice: string) => ({ fault: { field: '', fault, advice } });

/** Each browser words it in its own way; Chromium sometimes only by a position at the end of the text. */
function endsTooEarly(message: string, body: string): boolean {
  if (/unexpected end|unterminated|end of data|unexpected EOF/i.test(message)) return true;
  const position = /position (\d+)/.exec(message)?.[1];
  return position !== undefined && Number(position) >= body.trimEnd().length;
}
