/** In which releases something is there: from `since` on, and no longer from `until` on; always without them. */
export interface Lifetime {
  readonly since?: string;
  readonly until?: string;
}

/** @param release for example `8.2` */
export const isIn = (release: string, { since, until }: Lifetime): boolean =>
  (since === undefined || isAtLeast(release, since)) && (until === undefined || !isAtLeast(release, until));

/** Releases are compared number by number: 10.0 comes after 9.2. */
export function isAtLeast(release: string, other: string): boolean {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}
