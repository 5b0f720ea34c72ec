import { expect, it } from 'vitest';
import { PLAN_PRESETS } from '../../store/plan-presets.ts';
import { findingsOf } from '../../sweep/study/findings.ts';
import { parsePlan } from '../../sweep/study/plan-schema.ts';
import { study } from '../../sweep/study/study.ts';
import { AS_QEMU_DIFFERS } from '../../traces/vs1-page-level.ts';
import { isVs1, vs1Comparisons } from './vs1.ts';

const { plan } = PLAN_PRESETS.find(({ id }) => id === 'vs-1')!;
const rows = new Map([...study(plan)].map((row) => [row.cell.index, row]));
const cells = vs1Comparisons(findingsOf(plan, new Map(), rows));

it('the map of the preset has a run for each of the 48 cells', () => {
  expect(cells).toHaveLength(48);
  expect(cells.every(({ map, isSure }) => map !== undefined && isSure)).toBe(true);
});

it('the published rule gives every published time', () => {
  for (const { rule, published } of cells) expect(rule).toBe(published);
});

it('QEMU gives them within a second, but for the cells whose cause is named', () => {
  const differ = cells.filter(({ cause }) => cause !== null);
  expect(differ.map(({ bandwidth, limitMs }) => `${bandwidth}, ${limitMs} ms`)).toEqual(Object.keys(AS_QEMU_DIFFERS));
  for (const { bandwidth, limitMs, map, cause } of differ) {
    const named = AS_QEMU_DIFFERS[`${bandwidth}, ${limitMs} ms`]!;
    expect(cause).toBe(named.cause);
    expect(Math.abs(map! - named.seconds)).toBeLessThanOrEqual(1);
  }
});

it('stands beside no other plan', () => {
  expect(isVs1(plan)).toBe(true);
  expect(isVs1(parsePlan(JSON.parse(JSON.stringify(plan)), ''))).toBe(false);
});
