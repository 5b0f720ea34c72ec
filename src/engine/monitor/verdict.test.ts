import { describe, expect, it } from 'vitest';
import { forScenarios } from '../drawn.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { Verdict } from '../record.ts';
import { untrackedUnder } from '../run-log.testing.ts';
import type { Scenario } from '../scenario.ts';
import { simulate } from '../simulation.ts';

const golden = (name: string): Scenario => GOLDEN_TRACES.find((trace) => trace.name === name)!.scenario;
const verdictOf = (scenario: Scenario): Verdict => simulate(scenario).timeline().outcome!.verdict;
const slow = (scenario: Scenario): Scenario => ({ ...scenario, link: { kind: 'wire', bytesPerSecond: 2e8 } });

describe('the verdict', () => {
  it('of any run is sentences, and its number stands in its headline', () => {
    forScenarios((scenario) => {
      const { outcome } = simulate(scenario).timeline();
      const { headline, emphasis, why, tone } = outcome!.verdict;
      expect(headline).toMatch(/^[A-Z].*\.$/);
      expect(why).toMatch(/^[A-Z\d].*\.$/); // may begin with how many looks it took
      expect(headline).toContain(emphasis);
      expect(headline + why).not.toMatch(/NaN|undefined|Infinity|null|!/);
      if (outcome!.audit.stalePages > 0) expect(tone).toBe('bad');
      if (tone === 'good') expect(outcome).toMatchObject({ status: 'completed', audit: { stalePages: 0 } });
    });
  });

  it('praises a stop inside the limit', () => {
    expect(verdictOf(slow(golden('G1')))).toMatchObject({
      tone: 'good',
      headline: expect.stringMatching(/^Stops the guest for \d.* ms, inside its limit of 300 ms\.$/),
    });
  });

  it('says of a limit of 0 what it means', () => {
    expect(verdictOf(slow(golden('G2')))).toMatchObject({
      tone: 'warning',
      headline: expect.stringMatching(/^Stops the guest for \d.* ms, above its limit of 0 ms\.$/),
      why: expect.stringContaining('A limit of 0 allows one pass and then stops'),
    });
  });

  it('says of a run that never ends what is left and what the limit allows', () => {
    expect(verdictOf(golden('G6'))).toMatchObject({
      tone: 'bad',
      emphasis: '20 s',
      headline: 'Does not converge: after 20 s the guest still runs here.',
      why: expect.stringMatching(/looks .* remain; 1\.6 s at 33\.6 MB\/s allow 51\.2 MiB\.$/),
    });
  });

  it('says of an all-dirty guest that every look finds it all', () => {
    const scenario = untrackedUnder({ ...golden('G6'), horizonMs: 5000 }, 'all-dirty');
    expect(verdictOf(scenario).why).toContain('Every look finds all 128 MiB dirty');
  });

  it('says of a refused command what the answer was', () => {
    expect(verdictOf(untrackedUnder(golden('G1'), 'blocker'))).toMatchObject({
      tone: 'warning',
      emphasis: 'refuses',
      why: expect.stringContaining("The answer is: VFIO device doesn't support migration."),
    });
  });

  it('says of skipped pre-copy how much is sent in the stop', () => {
    expect(verdictOf(slow(untrackedUnder(golden('G1'), 'skip-precopy')))).toMatchObject({
      tone: 'bad',
      headline: expect.stringMatching(/: pre-copy is skipped and 64\.7 MiB are sent while it is stopped\.$/),
    });
  });

  it('counts the pages that were lost', () => {
    const { outcome } = simulate(untrackedUnder(slow(golden('G1')), 'knob')).timeline();
    expect(outcome!.audit.stalePages).toBe(64);
    expect(outcome!.verdict).toMatchObject({
      tone: 'bad',
      headline: 'Completes, and loses 64 pages without a word.',
      emphasis: '64 pages',
    });
  });

  it.each<[Scenario['actions'], Verdict['tone'], string]>([
    [[{ atMs: 250, execute: 'migrate_cancel' }], 'warning', 'Cancelled after 250 ms; the guest goes on here.'],
    [[{ atMs: 250, fault: 'channel-error' }], 'bad', 'Fails after 250 ms; the guest goes on here.'],
  ])('says when it ended early: %j', (actions, tone, headline) => {
    expect(verdictOf({ ...golden('G1'), actions })).toMatchObject({ tone, headline, emphasis: '250 ms' });
  });

  it('of a stopped guest speaks of the whole time', () => {
    const { guest, ...rest } = slow(golden('G1'));
    expect(verdictOf({ ...rest, guest: { ...guest, stoppedBeforeMigrate: true } })).toMatchObject({
      tone: 'good',
      headline: expect.stringMatching(/^Moves a stopped guest in /),
    });
  });
});
