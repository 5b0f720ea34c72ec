/* What stands behind `#` in the address: parts joined by `&`, each of them somebody's own. */

/** @param hash with its `#`, or '' */
export const partsOf = (hash: string): string[] => hash.slice(1).split('&').filter(Boolean);

/** The run, and where the sender was looking. */
export const isLink = (part: string): boolean => part.startsWith('s=');
/** How the app is shown. */
export const isShow = (part: string): boolean => /^(show|free)=/.test(part);
/** The scenes of a talk. */
export const isScenes = (part: string): boolean => part.startsWith('scenes=');

/** The hash with `parts` in the place of all parts that are `isMine`. */
export const withParts = (hash: string, isMine: (part: string) => boolean, parts: readonly string[]): string =>
  `#${[...partsOf(hash).filter((part) => !isMine(part)), ...parts].join('&')}`;
