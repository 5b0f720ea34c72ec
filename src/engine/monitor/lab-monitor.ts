import { t } from '../../language/t.ts';
import type { ManagementDecision } from '../record.ts';
import type { Action, Scenario } from '../scenario.ts';
import type { Simulation } from '../simulation.ts';
import { momentOf } from './moment.ts';
import { answer, type MonitorSession, type QmpReply } from './qmp.ts';
import type { CapabilityValues } from './qmp-capabilities.ts';
import type { ParameterValues } from './qmp-parameters.ts';
import { sessionWith } from './session.ts';
import { spelled, typedCommand } from './typed-line.ts';

/** What was set over the monitor and has no place in a scenario, because the engine has no mechanism for it. */
export interface KeptSetting {
  readonly atMs: number;
  readonly parameters: ParameterValues;
  readonly capabilities: CapabilityValues;
}

/** What a line typed into the monitor of a run comes to. */
export interface TypedAnswer {
  readonly atMs: number;
  /** The QMP command that the line was turned into; '' when it could not be. */
  readonly command: string;
  /** As it would be printed; '' when the simulation cannot say. */
  readonly reply: string;
  readonly isRefused: boolean;
  readonly notes: readonly string[];
  /** What to add to the scenario; null when the run goes on as it did. */
  readonly action: Action | null;
  /** All settings that are kept beside the scenario, this command's included. */
  readonly kept: readonly KeptSetting[];
}

/**
 * Types a line into the monitor of a run, at the instant at which the simulation stands. `migrate` was given at 0 by a
 * tool that asked for events; parameters and capabilities are those of the scenario and of its actions until now.
 */
export function typeLine(
  simulation: Pick<Simulation, 'scenario' | 'nowMs' | 'finished' | 'timeline' | 'instant'>,
  line: string,
  kept: readonly KeptSetting[],
): TypedAnswer {
  const { scenario, nowMs: atMs, finished } = simulation;
  const typed = typedCommand(line);
  const nothing = { atMs, command: '', reply: '', isRefused: true, action: null, kept };
  if ('fault' in typed) return { ...nothing, notes: [typed.fault] };
  const timeline = simulation.timeline();
  const { realizeError } = timeline.admission;
  if (realizeError !== null)
    return {
      ...nothing,
      notes: [t('QEMU did not start, so there is no monitor to type into: {error}', { error: realizeError })],
    };
  const before = sessionAt(scenario, timeline.management, atMs, kept);
  const moment = momentOf(timeline, simulation.instant());
  const { reply, session, change, notes } = answer(before, moment, typed.command);
  const action: Action | null = change && change.execute !== 'migrate' && !finished ? { ...change, atMs } : null;
  const setting: KeptSetting = {
    atMs,
    parameters: changed(before.parameters, session.parameters, action && 'arguments' in action ? action.arguments : {}),
    capabilities: changed(before.capabilities, session.capabilities, {}),
  };
  const isKept = Object.keys(setting.parameters).length + Object.keys(setting.capabilities).length > 0;
  return {
    atMs,
    command: typed.command,
    reply: replyText(reply),
    isRefused: reply !== null && 'error' in reply,
    notes: change && finished ? [...notes, givenUp()] : notes,
    action,
    kept: isKept ? [...kept, setting] : kept,
  };
}

/** The only run that is over and yet under way. */
const givenUp = (): string =>
  t('The simulation gives up at this instant, so nothing changes in it; go back to act before.');

function sessionAt(
  scenario: Scenario,
  management: readonly ManagementDecision[],
  atMs: number,
  kept: readonly KeptSetting[],
): MonitorSession {
  const actions = scenario.actions.filter((action) => action.atMs <= atMs);
  const past = kept.filter((setting) => setting.atMs <= atMs);
  const managed = management
    .filter((decision) => decision.acted && decision.atMs <= atMs)
    .flatMap(({ commands }) => commands.filter(({ error }) => error === null));
  // By time, and the tool's first ones were given before migrate.
  const given = [
    ...management.flatMap((decision) => (decision.acted ? settingsBy(decision) : [])),
    ...actions.map((action) => ({ atMs: action.atMs, set: 'arguments' in action ? action.arguments : {} })),
  ]
    .filter((setting) => setting.atMs <= atMs)
    .toSorted((a, b) => a.atMs - b.atMs);
  const parameters = [
    scenario.parameters,
    ...given.map(({ set }) => set),
    ...past.map((setting) => setting.parameters),
  ];
  const allowed = managed.flatMap(({ execute, arguments: set }) =>
    execute === 'migrate-set-capabilities' ? [capabilitiesIn(set)] : [],
  );
  const capabilities = [scenario.capabilities, ...allowed, ...past.map((setting) => setting.capabilities)];
  return {
    ...sessionWith(scenario.qemu.release, parameters, capabilities),
    dirtyRingSize: scenario.guest.dirtyRingSize,
  };
}

/** The parameters that a decision of the managing tool set. */
const settingsBy = ({ atMs, commands }: ManagementDecision) =>
  commands
    .filter(({ execute, error }) => execute === 'migrate-set-parameters' && error === null)
    .map(({ arguments: set }) => ({ atMs, set: set ?? {} }));

const capabilitiesIn = (given: Readonly<Record<string, unknown>> | null): object =>
  Object.fromEntries(
    ((given?.capabilities ?? []) as { capability: string; state: boolean }[]).map((each) => [
      each.capability,
      each.state,
    ]),
  );

const changed = <T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  except: object,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value && !Object.hasOwn(except, name)),
  );

/** The text of the human monitor as text, all else as JSON: errors and what is short on one line, else on many. */
function replyText(reply: QmpReply | null): string {
  if (!reply) return '';
  if ('return' in reply && typeof reply.return === 'string') return reply.return.trimEnd().replaceAll('\r\n', '\n');
  const line = spelled(reply);
  return 'error' in reply || line.length <= 72 ? line : JSON.stringify(reply, null, 2);
}
