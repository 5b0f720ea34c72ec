import { describe, expect, it } from 'vitest';
import { forScenarios } from '../drawn.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { skipPrecopy } from '../policy/skip-precopy.ts';
import type { ExplainedCheck, ExplainedDecision } from '../record.ts';
import { untrackedUnder } from '../run-log.testing.ts';
import { simulate } from '../simulation.ts';

const CHECKS = Array.from({ length: 15 }, (_, i) => `C${i}`);
const check = (decision: ExplainedDecision, id: string): ExplainedCheck => decision.checks.find((c) => c.id === id)!;
const golden = (name: string) => simulate(GOLDEN_TRACES.find((trace) => trace.name === name)!.scenario);

describe('a decision in words', () => {
  it('has the checks C0 to C14 in order, and exactly one that decides when it completes', () => {
    forScenarios((scenario) => {
      const simulation = simulate(scenario);
      simulation.timeline().decisions.forEach(({ outcome, iteration, sync }, i) => {
        const decision = simulation.explain(i);
        expect(decision.checks.map(({ id }) => id)).toEqual(CHECKS);
        const decisive = decision.checks.filter((each) => each.decisive);
        expect(decisive.length).toBe(1);
        if (outcome === 'complete') expect(decisive[0]).toMatchObject({ answer: true, evaluated: true });
        else expect(decisive[0]).toMatchObject({ id: 'C11', answer: false });
        expect(check(decision, 'C5').evaluated).toBe(sync !== null);
        expect(check(decision, 'C13').evaluated).toBe(iteration !== null);
        expect(check(decision, 'C14').answer).toBe(iteration?.ended === 'stopped');
        expect(decision.checks.filter(({ title, source }) => title === '' || source === '')).toEqual([]);
      });
    }, 25);
  });

  it('shows what the last look of the first golden trace compared', () => {
    const simulation = golden('G1');
    const last = simulation.explain(6);
    expect(last).toMatchObject({ title: 'Stop the guest', sequence: 6, source: 'migration_iteration_run' });
    expect(check(last, 'C4')).toMatchObject({
      answer: true,
      left: '0 B',
      operator: '<',
      right: '38.4 MiB',
      consequence: 'sync 2',
    });
    expect(check(last, 'C5')).toMatchObject({ left: '+1 guest', consequence: '0 pages left became 1' });
    expect(check(last, 'C10')).toMatchObject({ answer: false, operator: '=', decisive: false });
    expect(check(last, 'C11')).toMatchObject({
      answer: true,
      decisive: true,
      left: '4 KiB (1 page, 0 ms)',
      operator: '<',
      right: '38.4 MiB (300 ms)',
      consequence: 'complete',
    });
  });

  it('says of the first look that nothing can be checked yet', () => {
    const first = golden('G1').explain(0);
    expect(check(first, 'C2')).toMatchObject({ answer: false, left: 'window still open' });
    expect(check(first, 'C3')).toMatchObject({ answer: true, left: 'no window has closed' });
    expect(check(first, 'C4')).toMatchObject({ answer: false, right: '0 B' });
    expect(first.title).toBe('Keep copying');
  });

  it('says of the second look which window closed', () => {
    const second = golden('G1').explain(1);
    expect(check(second, 'C2')).toMatchObject({
      answer: true,
      left: '12.8 MiB in 100 ms',
      right: '134.2 MB/s',
      consequence: 'threshold 0 B becomes 38.4 MiB',
    });
  });

  it('completes on nothing left when the limit could not be checked', () => {
    const simulation = golden('G5');
    const last = simulation.explain(1);
    expect(check(last, 'C10')).toMatchObject({ answer: true, decisive: true });
    expect(check(last, 'C11')).toMatchObject({ evaluated: false, decisive: false });
    expect(check(last, 'C1').right).toBe('no limit');
  });

  it('leaves every later check out when the rule decides alone', () => {
    const simulation = simulate(
      untrackedUnder({ ...GOLDEN_TRACES[0]!.scenario, actions: [], devices: [] }, 'skip-precopy'),
    );
    const only = simulation.explain(0);
    expect(check(only, 'C0')).toMatchObject({ answer: true, decisive: true, left: skipPrecopy.title });
    for (const id of ['C3', 'C4', 'C5', 'C6', 'C8', 'C10', 'C11', 'C13']) {
      expect(check(only, id)).toMatchObject({ evaluated: false, decisive: false });
    }
  });

  it('says of each rate period whether the guest is slowed, and why not', () => {
    const throttled = golden('G9');
    const { decisions } = throttled.timeline();
    const looks = decisions.flatMap(({ sync }, i) => (sync === null ? [] : [check(throttled.explain(i), 'C7')]));
    expect(looks[0]).toMatchObject({ evaluated: true, answer: false, operator: '>' });
    expect(looks[0]!.consequence).toBe('1 of 2 high periods, throttle stays 0 %');
    expect(looks[1]).toMatchObject({ answer: true, consequence: 'second high period: throttle 0 % becomes 20 %' });
    expect(check(throttled.explain(0), 'C7')).toMatchObject({ evaluated: false, left: 'no rate period is over' });
    expect(check(golden('G1').explain(0), 'C7').left).toBe('neither auto-converge nor dirty-limit is on');
  });

  it('says of dirty-limit what each vCPU may dirty', () => {
    const { scenario } = GOLDEN_TRACES.find(({ name }) => name === 'G9')!;
    const simulation = simulate({
      ...scenario,
      guest: { ...scenario.guest, dirtyRingSize: 1024 },
      qemu: { ...scenario.qemu, release: '8.1' },
      parameters: { ...scenario.parameters, 'vcpu-dirty-limit': 40 },
      capabilities: { ...scenario.capabilities, 'auto-converge': false, 'dirty-limit': true },
    });
    const { decisions } = simulation.timeline();
    const words = decisions.flatMap(({ sync }, i) =>
      sync === null ? [] : [check(simulation.explain(i), 'C7').consequence],
    );
    expect(words.slice(0, 2)).toEqual([
      '1 of 2 high periods, no vCPU is limited',
      'second high period: each vCPU may dirty 40 MB/s',
    ]);
  });

  it('of a number that does not exist is a fault of the caller', () => {
    const simulation = golden('G5');
    expect(() => simulation.explain(2)).toThrow(RangeError);
    expect(() => simulation.explain(-1)).toThrow('decision -1 of 2');
  });
});
