/**
 * Which flags bring a change. `alone`: each of `flags`, switched by itself, already does. `together`: none does by itself,
 * and not one of `flags` can be spared. `none`: not even all of them do.
 */
export interface FlagCauses {
  readonly by: 'alone' | 'together' | 'none';
  readonly flags: readonly string[];
}

/**
 * Finds them by experiment.
 * @param flags all that may be switched
 * @param brings whether the change is there with these flags switched and the others not; always given in the order of `flags`
 */
export function* causesOf<Step>(
  flags: readonly string[],
  brings: (switched: readonly string[]) => Generator<Step, boolean>,
): Generator<Step, FlagCauses> {
  const alone: string[] = [];
  for (const flag of flags) if (yield* brings([flag])) alone.push(flag);
  if (alone.length > 0) return { by: 'alone', flags: alone };
  if (flags.length < 2 || !(yield* brings(flags))) return { by: 'none', flags: [] };
  let needed = flags;
  for (const flag of flags) {
    const without = needed.filter((each) => each !== flag);
    if (yield* brings(without)) needed = without;
  }
  return { by: 'together', flags: needed };
}
