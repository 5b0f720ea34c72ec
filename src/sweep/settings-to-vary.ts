import { RELEASES } from '../engine/migration/releases.ts';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import { settingsHelp } from './variant-named.ts';

/** One setting of `variantNamed`, for a form: its name, what it sets, and what can be chosen or typed. */
export interface SettingToVary {
  readonly name: string;
  /** Few words. */
  readonly sets: string;
  /** All values there are; empty when a value is typed. */
  readonly values: readonly string[];
  /** A value that may be typed. */
  readonly example: string;
}

/** Every setting written as `name=value`, in the order of `settingsHelp`. */
export const settingsToVary = (): readonly SettingToVary[] =>
  settingsHelp().flatMap(([form, sets]) => {
    const [name, example] = form.split('=');
    if (!name || !example) return [];
    return [{ name, sets, values: valuesOf(name, example), example }];
  });

function valuesOf(name: string, form: string): readonly string[] {
  if (name === 'rule') return ['as-released', ...UNTRACKED_RULES.map((rule) => rule.name)];
  if (name === 'release') return Object.keys(RELEASES);
  // `idle|x2` lists examples, not all there is.
  return form.includes('|') && !/\d/.test(form) ? form.split('|') : [];
}
