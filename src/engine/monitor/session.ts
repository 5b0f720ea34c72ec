import { type MonitorSession, newSession } from './qmp.ts';

/** A connection that has set these, later ones over earlier ones; names that the release does not have are left out. */
export function sessionWith(
  release: string,
  parameters: readonly object[],
  capabilities: readonly object[],
): MonitorSession {
  const session = newSession(release);
  return {
    ...session,
    isNegotiated: true,
    parameters: overlaid(session.parameters, parameters),
    capabilities: overlaid(session.capabilities, [...capabilities, { events: true }]),
  };
}

function overlaid<T>(base: Readonly<Record<string, T>>, over: readonly object[]): Record<string, T> {
  const all: Record<string, T> = Object.assign({}, base, ...over);
  return Object.fromEntries(Object.keys(base).map((name) => [name, all[name]!]));
}
