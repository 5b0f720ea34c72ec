import { describe, expect, it } from 'vitest';
import { type Carries, linkUse, runLanes, spansOf, thinShares } from './lane-spans.ts';
import { timeScale } from './time-scale.ts';

describe('spansOf', () => {
  it('ends each state where the next begins, and the last with the run', () => {
    expect(
      spansOf(
        [
          { atMs: 0, state: 'running' },
          { atMs: 7100, state: 'stopped' },
        ],
        7338,
      ),
    ).toEqual([
      { state: 'running', fromMs: 0, toMs: 7100 },
      { state: 'stopped', fromMs: 7100, toMs: 7338 },
    ]);
  });

  it('joins a state that is repeated and leaves out what takes no time', () => {
    const changes = [
      { atMs: 0, state: 'none' },
      { atMs: 0, state: 'setup' },
      { atMs: 3, state: 'active' },
      { atMs: 9, state: 'active' },
      { atMs: 20, state: 'completed' },
    ];
    expect(spansOf(changes, 20).map(({ state, toMs }) => `${state} to ${toMs}`)).toEqual([
      'setup to 3',
      'active to 20',
    ]);
    expect(spansOf([], 20)).toEqual([]);
  });
});

describe('the lanes of a run', () => {
  const input = {
    vm: [{ atMs: 0, state: 'running' }],
    statuses: [
      { atMs: 0, state: 'none' },
      { atMs: 1, state: 'active' },
      { atMs: 50, state: 'failed' },
    ],
    devices: [[{ atMs: 0, state: 'running' }]],
    windows: [{ atMs: 100, timeSpentMs: 100, transferredBytes: 5000 }],
    throttle: [],
    management: [],
    dirtyLimit: [],
    linkCarries: perMs(100),
    linkSpeeds: [{ atMs: 0, state: '100 kB/s' }],
    threadUse: null,
    cacheHits: [],
    compressing: [],
    waiting: [],
    endMs: 100,
  };

  it('are guest, status, device and link', () => {
    const lanes = runLanes(input);
    expect(lanes.map((lane) => lane.name)).toEqual(['guest', 'status', 'device', 'link']);
    expect(lanes[1]!.spans!.map((span) => span.text)).toEqual(['active', 'failed']);
    expect(lanes[3]!.shares).toEqual([{ fromMs: 0, toMs: 100, share: 0.5 }]);
  });

  it('show how busy the sending threads are, where they cost time', () => {
    const threadUse = [{ fromMs: 0, toMs: 100, share: 0.8 }];
    expect(runLanes({ ...input, threadUse }).find(({ name }) => name === 'threads')!.shares).toEqual(threadUse);
  });

  it('show the throttle of the CPUs while there is one', () => {
    const throttle = [
      { atMs: 10, state: 20 },
      { atMs: 30, state: 30 },
      { atMs: 80, state: 0 },
    ];
    expect(runLanes({ ...input, throttle }).find(({ name }) => name === 'throttle')!.spans).toEqual([
      { state: '20', text: '20 %', fromMs: 10, toMs: 30, colour: 'stop' },
      { state: '30', text: '30 %', fromMs: 30, toMs: 80, colour: 'stop' },
    ]);
  });

  it('show of each period of a dirty limit how much of it the vCPUs slept', () => {
    const dirtyLimit = [
      { fromMs: 10, toMs: 60, sleptMs: 0 },
      { fromMs: 60, toMs: 100, sleptMs: 30 },
      { fromMs: 100, toMs: 100, sleptMs: 0 },
    ];
    expect(runLanes({ ...input, dirtyLimit }).find(({ name }) => name === 'asleep')!.spans).toEqual([
      { state: '0', text: '0 %', fromMs: 10, toMs: 60, colour: 'soft' },
      { state: '75', text: '75 %', fromMs: 60, toMs: 100, colour: 'stop' },
    ]);
  });

  it('have rows of the cache and of compression where pages go through them', () => {
    const shares = [{ fromMs: 0, toMs: 100, share: 0.25 }];
    const lanes = runLanes({ ...input, cacheHits: shares, compressing: shares });
    expect(lanes.map((lane) => lane.name)).toEqual(['guest', 'status', 'device', 'cache hits', 'compress', 'link']);
    expect(lanes[3]!.shares).toEqual(shares);
  });

  it('count devices when there are several, and drop a link without a limit', () => {
    const lanes = runLanes({ ...input, devices: [input.devices[0]!, input.devices[0]!], linkCarries: null });
    expect(lanes.map((lane) => lane.name)).toEqual(['guest', 'status', 'device 1', 'device 2']);
  });
});

it('the speed of a link has a lane once it changes', () => {
  const speeds = [
    { atMs: 0, state: 'fast' },
    { atMs: 40, state: 'slow' },
    { atMs: 500, state: 'after the end' },
  ];
  const lanes = runLanes({
    vm: [],
    statuses: [],
    devices: [],
    windows: [],
    throttle: [],
    management: [],
    dirtyLimit: [],
    linkCarries: null,
    linkSpeeds: speeds,
    threadUse: null,
    cacheHits: [],
    compressing: [],
    waiting: [],
    endMs: 100,
  });
  expect(lanes.find(({ name }) => name === 'link speed')?.spans).toEqual([
    { state: 'fast', text: 'fast', fromMs: 0, toMs: 40, colour: 'clean' },
    { state: 'slow', text: 'slow', fromMs: 40, toMs: 100, colour: 'stop' },
  ]);
});

it('what the managing tool set holds until its next decision, and is dashed when it was not done', () => {
  const lanes = runLanes({
    vm: [],
    statuses: [],
    devices: [],
    windows: [],
    throttle: [],
    management: [
      { atMs: 0, title: 'limit 50 ms', acted: false },
      { atMs: 60, title: 'abort', acted: false },
    ],
    dirtyLimit: [],
    linkCarries: null,
    linkSpeeds: [],
    threadUse: null,
    cacheHits: [],
    compressing: [],
    waiting: [],
    endMs: 100,
  });
  expect(lanes.find(({ name }) => name === 'tool')?.spans).toEqual([
    { state: 'limit 50 ms', text: 'limit 50 ms', short: '50 ms', fromMs: 0, toMs: 60, colour: 'soft', isDashed: true },
    { state: 'abort', text: 'abort', short: 'abort', fromMs: 60, toMs: 100, colour: 'line', isDashed: true },
  ]);
});

describe('link use', () => {
  it('of a window without time is unknown', () => {
    expect(linkUse([{ atMs: 5, timeSpentMs: 0, transferredBytes: 9 }], perMs(100))).toEqual([]);
  });

  it('keeps its mean when windows are narrower than a px', () => {
    const windows = Array.from({ length: 10_000 }, (_, i) => ({
      atMs: (i + 1) * 100,
      timeSpentMs: 100,
      transferredBytes: (i % 3) * 100,
    }));
    const shares = linkUse(windows, perMs(4));
    const thin = thinShares(shares, timeScale(0, 1e6, 400));
    const mean = (list: typeof shares) =>
      list.reduce((sum, { fromMs, toMs, share }) => sum + share * (toMs - fromMs), 0) / 1e6;
    expect(thin.length).toBeLessThan(400);
    expect(mean(thin)).toBeCloseTo(mean(shares), 9);
  });
});

const perMs =
  (bytes: number): Carries =>
  (fromMs, toMs) =>
    bytes * (toMs - fromMs);
