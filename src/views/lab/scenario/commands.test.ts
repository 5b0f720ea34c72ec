import { describe, expect, it } from 'vitest';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import { FIELDS, type FieldName } from '../../../store/fields.ts';
import { actionWords, PARAMETER_UNITS } from '../action-words.ts';
import { actionOf, addAction, commandOptions, kindOf, withActions } from './commands.ts';

describe('commands', () => {
  const newest = scenarioWith({ qemu: { release: '10.1' } });
  it.each(commandOptions('10.1'))('of the kind $value are made, recognised and accepted', ({ value }) => {
    const action = actionOf(value, 1000);
    expect(kindOf(action)).toBe(value);
    const scenario = withActions(newest, [action]);
    expect(parseScenario(scenario, '')).toEqual(scenario);
  });

  it('are those of the release', () => {
    const kinds = (release: '8.0' | '8.1' | '8.2') => commandOptions(release).map(({ value }) => value);
    expect(kinds('8.2').filter((kind) => !kinds('8.1').includes(kind))).toEqual(['avail-switchover-bandwidth']);
    expect(kinds('8.1').filter((kind) => !kinds('8.0').includes(kind))).toEqual([
      'vcpu-dirty-limit',
      'x-vcpu-dirty-limit-period',
    ]);
  });

  it('that set both parameters or none are no kind of ours', () => {
    const set = { atMs: 1, execute: 'migrate-set-parameters' } as const;
    expect(kindOf({ ...set, arguments: {} })).toBeNull();
    expect(kindOf({ ...set, arguments: { 'downtime-limit': 1, 'max-bandwidth': 0 } })).toBeNull();
  });

  it('are added after the last and kept in order of time', () => {
    const one = addAction(scenarioWith({}));
    const two = addAction(one);
    expect(two.actions.map(({ atMs }) => atMs)).toEqual([5000, 6000]);
    const moved = withActions(two, [{ ...two.actions[0]!, atMs: 9000 }, two.actions[1]!]);
    expect(moved.actions.map(({ atMs }) => atMs)).toEqual([6000, 9000]);
  });

  it('are said in the words of the monitor', () => {
    const set = { atMs: 1, execute: 'migrate-set-parameters' } as const;
    expect(actionWords({ ...set, arguments: { 'downtime-limit': 1500, 'max-bandwidth': 0 } })).toBe(
      'migrate-set-parameters downtime-limit 1.5 s, max-bandwidth 0',
    );
    expect(actionWords({ atMs: 1, execute: 'migrate_cancel' })).toBe('migrate_cancel');
    expect(actionWords({ atMs: 1, fault: 'channel-error' })).toBe('the channel breaks');
  });

  it('set values in the units of their fields', () => {
    for (const [name, unit] of Object.entries(PARAMETER_UNITS)) expect(FIELDS[name as FieldName].unit, name).toBe(unit);
  });
});
