/* What stands behind `#` in the address: parts joined by `&`, each of them somebody's own. */

/** @param hash with its `#`, or '' */
export const partsOf = (hash: string): string[] => hash.slice(1).split('&').filter(Boolean);

/** The hash with `parts` in the place of all parts that are `isMine`. */
export const withParts = (hash: string, isMine: (part: string) => boolean, parts: readonly string[]): string =>
  `#${[...partsOf(hash).filter((part) => !isMine(part)), ...parts].join('&')}`;
