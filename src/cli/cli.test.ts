import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS, preset } from '../scenario/presets.ts';
import { runOf } from '../sweep/study/study.ts';
import { runCli } from './cli.ts';
import type { Io } from './io.ts';

/** The command line with its streams caught and `files` for a file system. */
function cli(args: readonly string[], options: { files?: Record<string, string>; terminal?: boolean } = {}) {
  let out = '';
  let err = '';
  const written: Record<string, string> = {};
  let clockMs = 0;
  const io: Io = {
    out(text) {
      out += text;
    },
    err(text) {
      err += text;
    },
    terminal: options.terminal ?? false,
    readText(path, limitBytes) {
      const text = options.files?.[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return text.slice(0, limitBytes + 1);
    },
    exists: (path) => options.files?.[path] !== undefined,
    write(path, data) {
      written[path] = String(data);
    },
    append(path, text) {
      written[path] = (written[path] ?? '') + text;
    },
    remove(path) {
      delete written[path];
    },
    readProjectText: (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'),
    writeProjectText(path, text) {
      written[path] = text;
    },
    wallMs() {
      clockMs += 150;
      return clockMs;
    },
    hand: () => ({
      run: async (scenarios, onRun) => {
        for (const scenario of scenarios) onRun(runOf(scenario));
      },
      end: () => {},
    }),
    cores: 2,
    interrupted: new AbortController().signal,
  };
  return { code: runCli(args, io), out, err, written };
}

describe('evacuate', () => {
  const plan = JSON.stringify({
    format: 1,
    linkBytesPerSecond: 50_000_000,
    guests: [{ name: 'web', scenario: { format: 2, guest: { ramBytes: 8_388_608 } }, count: 2 }],
  });
  const files = { 'plan.json': plan };

  it('prints a line a guest, and the whole', () => {
    const { code, out } = cli(['evacuate', 'plan.json'], { files });
    expect(code).toBe(0);
    expect(out).toMatch(/^guest +status +start/);
    expect(out).toMatch(/\nweb 1 +completed +0 ms/);
    expect(out).toMatch(/\nall at once: 2 of 2 moved in /);
  });

  it('writes objects, the whole last, or the orders', () => {
    const objects = (args: string[]) =>
      cli(['evacuate', 'plan.json', '--json', ...args], { files })
        .out.trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect(objects([])).toMatchObject([{ name: 'web 1' }, { name: 'web 2' }, { order: 'all at once', moved: 2 }]);
    expect(objects(['--orders'])).toMatchObject([
      { order: 'all at once' },
      { order: 'one after another, in the order given' },
    ]);
  });

  it.each([
    [['evacuate'], 'evacuate takes one plan file\n'],
    [['evacuate', 'gone.json'], 'gone.json: no such file\n'],
  ])('%j is refused', (args, message) => {
    expect(cli(args, { files })).toMatchObject({ code: 2, out: '', err: message });
  });

  it('names file, field and fault of a plan that is none', () => {
    const { code, err } = cli(['evacuate', 'plan.json'], { files: { 'plan.json': plan.replace('"web"', '7') } });
    expect({ code, err }).toEqual({ code: 2, err: 'plan.json: guests.0.name: 7 is not a text\n' });
  });
});

const small = {
  format: 1,
  guest: {
    ramBytes: 67_108_864,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 4096 }, writesPerSecond: 2000 }],
  },
};
const { recordings } = JSON.parse(readFileSync(new URL('../../public/traces/index.json', import.meta.url), 'utf8'));
const recording = (name: string): string =>
  readFileSync(new URL(`../../public/traces/${name}.json`, import.meta.url), 'utf8');

describe('help', () => {
  it.each([
    ['--help'],
    ['run', '--help'],
    ['compare', '--help'],
    ['releases', '--help'],
    ['sweep', '--help'],
    ['ask', '--help'],
    ['admission', '-h'],
    ['predict', '--help'],
    ['presets', '-h'],
    ['fidelity', '--help'],
  ])('%s %s', (...args) => {
    const { code, out, err } = cli(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: npm run -s cli -- /);
  });

  it('is shown for no command, and as an error', () => {
    const { code, out, err } = cli([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Usage: /);
  });
});

describe('bad input', () => {
  it.each<[string[], string]>([
    [
      ['migrate'],
      'migrate: no such command; the commands are run, compare, releases, sweep, sweep-worker, ask, sensitivity, plan-schema, evacuate, admission, predict, presets, fidelity\n',
    ],
    [
      ['toString'],
      'toString: no such command; the commands are run, compare, releases, sweep, sweep-worker, ask, sensitivity, plan-schema, evacuate, admission, predict, presets, fidelity\n',
    ],
    [['run'], 'run takes one scenario file or preset name\n'],
    [['run', 'idle', 'idle'], 'run takes one scenario file or preset name\n'],
    [['run', 'nonsense'], 'nonsense: no such preset; "presets" lists them, and a file ends in .json\n'],
    [['run', 'nowhere.json'], 'nowhere.json: no such file\n'],
    [['run', 'idle', '--loud'], "Unknown option '--loud'\n"],
    [['run', 'idle', '--seed'], "Option '--seed <value>' argument missing\n"],
    [['run', 'idle', '--seed', '1e3'], '--seed: 1e3 is not a whole number from 0 to 4294967295\n'],
    [['run', 'idle', '--seed', '4294967296'], '--seed: 4294967296 is not a whole number from 0 to 4294967295\n'],
    [
      ['run', 'idle', '--fail-unless', 'perfect'],
      '--fail-unless: perfect is not a status; they are completed, cancelled, failed, refused, realize-error, not-converged\n',
    ],
    [['run', 'cut.json'], 'cut.json: the JSON ends too early. The file was cut off: copy it again.\n'],
    [
      ['run', 'limit.json'],
      "limit.json: parameters.downtime-limit: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms. 0 means one pass, then stop.\n",
    ],
    [['predict'], 'predict takes at least one recording\n'],
    [['predict', 'cut.json'], 'cut.json: the JSON ends too early\n'],
    [['predict', 'limit.json'], 'limit.json: schema: missing\n'],
    [['presets', 'all'], "Unexpected argument 'all'\n"],
    [['compare'], 'compare takes one scenario file or preset name\n'],
    [['compare', 'idle', '--variants'], "Option '--variants <value>' argument missing\n"],
    [['compare', 'idle', '--variants', ''], "'': a setting is empty. Known are as-released, blocker (P0), "],
    [['compare', 'idle', '--variants', 'base'], 'A comparison needs at least two variants. Add another one.\n'],
    [
      ['compare', 'idle', '--variants', 'base,base'],
      '"The scenario as it stands" and "The scenario as it stands" are the same',
    ],
    [
      ['compare', 'idle', '--variants', 'base,limit=soon'],
      'limit=soon: soon is not a time. Write a number, alone or with one of ms, s.\n',
    ],
    [
      ['compare', 'idle', '--variants', 'base,P1+speed=3'],
      'P1+speed=3: speed=3: speed is no setting. Known are rule, release, ',
    ],
    [['compare', 'idle', '--managements', '--variants', 'P1'], '--managements and --variants: choose one\n'],
    [['compare', 'idle', '--json', '--text'], '--json, --markdown and --text: choose one\n'],
    [['compare', 'idle', '--seed', 'x'], '--seed: x is not a whole number from 0 to 4294967295\n'],
    [['compare', 'cut.json'], 'cut.json: the JSON ends too early. The file was cut off: copy it again.\n'],
    [['releases', 'nonsense'], 'nonsense: no such preset; "presets" lists them, and a file ends in .json\n'],
    [['releases', 'idle', '--variant', '6.0'], '6.0: 6.0 is neither a rule nor a release. Known are as-released, '],
    [['admission', 'all'], "Unexpected argument 'all'\n"],
    [['admission', '--json', '--document'], '--json and --document: choose one\n'],
  ])('%j', (args, message) => {
    const files = {
      'cut.json': '{"format":1,',
      'limit.json': '{"format":1,"parameters":{"downtime-limit":2000001}}',
    };
    expect(cli(args, { files })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message.trimEnd()) });
    expect(cli(args, { files }).err.split('\n')).toHaveLength(2);
  });
});

describe('run', () => {
  it('prints the fields of the outcome as one object', () => {
    const { code, out, err } = cli(['run', 'small.json', '--json'], { files: { 'small.json': JSON.stringify(small) } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const outcome = JSON.parse(out);
    expect(Object.keys(outcome)).toEqual([
      'status',
      'verdict',
      'totalTimeMs',
      'setupTimeMs',
      'downtimeMs',
      'transferredBytes',
      'precopyBytes',
      'downtimeBytes',
      'multifdBytes',
      'normalPages',
      'duplicatePages',
      'dirtySyncCount',
      'stalePages',
      'messages',
      'blockedReasons',
      'digest',
      'queryMigrate',
    ]);
    expect(outcome).toMatchObject({ status: 'completed', stalePages: 0, queryMigrate: { status: 'completed' } });
    expect(outcome.precopyBytes + outcome.downtimeBytes).toBe(outcome.transferredBytes);
  });

  it('prints the outcome in words', () => {
    const { out } = cli(['run', 'untracked-skip-precopy']);
    expect(out).toMatch(/^Stops the guest for 2\.\d+ s: pre-copy is skipped/);
    expect(out).toMatch(/\nstale pages +0\n/);
    expect(out).toContain("doesn't support dirty page tracking");
  });

  it('prints a decision a line, and the outcome behind them', () => {
    const files = { 'small.json': JSON.stringify(small) };
    const lines = cli(['run', 'small.json', '--decisions'], { files }).out.trimEnd().split('\n');
    const decisions = lines.map((line) => JSON.parse(line));
    expect(decisions.at(-1)).toMatchObject({ sequence: decisions.length - 1, outcome: 'complete' });
    const both = cli(['run', 'small.json', '--decisions', '--json'], { files }).out.trimEnd().split('\n');
    expect(both.slice(0, -1)).toEqual(lines);
    expect(JSON.parse(both.at(-1)!).status).toBe('completed');
  });

  it('takes another seed, and says the same for the same', () => {
    const files = { 'small.json': JSON.stringify(small) };
    const digest = (seed: string) =>
      JSON.parse(cli(['run', 'small.json', '--json', '--seed', seed], { files }).out).digest;
    expect(digest('1')).toBe(digest('1'));
    expect(digest('1')).not.toBe(digest('2'));
  });

  it('has exit code 1 when asked to fail', () => {
    expect(cli(['run', 'untracked-blocker', '--fail-unless', 'completed']).code).toBe(1);
    expect(cli(['run', 'untracked-blocker', '--fail-unless', 'refused']).code).toBe(0);
    expect(cli(['run', 'untracked-blocker']).code).toBe(0);
  });

  it('refuses with the words of QEMU', () => {
    const outcome = JSON.parse(cli(['run', 'untracked-blocker', '--json']).out);
    expect(outcome).toMatchObject({ status: 'refused', blockedReasons: ["VFIO device doesn't support migration"] });
  });

  it('shows progress on a terminal only, with the same outcome', () => {
    const { scenario } = preset('barely-converging');
    const files = { 'long.json': JSON.stringify(scenario) };
    const shown = cli(['run', 'long.json', '--json'], { files, terminal: true });
    const quiet = cli(['run', 'long.json', '--json'], { files });
    expect(shown.err).toMatch(/\d+(\.\d+)? m?s simulated, .* remain, sync \d+/);
    expect(shown.err.endsWith('\r\u001b[2K')).toBe(true);
    expect(quiet.err).toBe('');
    expect(shown.out).toBe(quiet.out);
  });
});

/** 16 MiB with a device that writes and that nobody tracks, on a link of 20 MB/s. */
const untracked = JSON.stringify({
  format: 2,
  guest: { ramBytes: 16_777_216, firmware: 'bare' },
  link: { kind: 'wire', bytesPerSecond: 20_000_000 },
  devices: [{ dma: { kind: 'ring', region: { startPage: 100, pages: 50 }, writesPerSecond: 5000 } }],
  horizonMs: 5000,
});

describe('compare', () => {
  it('puts a guest under nobody and eight tools', () => {
    const guest = { ramBytes: 16_777_216, workloads: [] };
    const files = { 'small.json': JSON.stringify({ format: 2, guest }) };
    const { out, code } = cli(['compare', 'small.json', '--managements', '--json'], { files });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { title: string; status: string });
    expect(code).toBe(0);
    expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining(['Nobody', 'Proxmox VE']));
    expect(rows.map(({ status }) => status)).toEqual(Array(9).fill('completed'));
  });

  const files = { 'device.json': untracked };
  const compared = (...args: string[]) => cli(['compare', 'device.json', ...args], { files });

  it('prints the table, and where the others part from the first', () => {
    const { code, out, err } = compared('--variants', 'P1,P10,8.0');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^1 {2}completed +900 ms +no /m);
    expect(out).toMatch(/^2 {2}completed .* 50$/m);
    expect(out).toMatch(/^3 {2}not-converged .* 0$/m);
    expect(out).toContain('\n 1  Skip pre-copy (Avihai Horon, patch 4/9). Told beforehand: ');
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /1 and 2: Decision 1, at [\d.]+ ms, check C0, .*: complete at once; nothing\. 50 pages differ .* pc\.ram page 100: as on the source; older, and in no log\./,
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
  });

  it('prints an object a line, with marks and first differences', () => {
    const rows = compared('--variants', 'P1,P10,base', '--json')
      .out.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toMatchObject([
      { id: 'P1', status: 'completed', stalePages: 0, slaKept: 'no', firstDifference: { decision: null, page: null } },
      { id: 'P10', status: 'completed', stalePages: 50, slaKept: 'no', marks: { stalePages: 'worst' } },
      { id: 'base', status: 'refused', slaKept: 'not stopped', told: 'blocked-reasons' },
    ]);
    expect(rows[1].firstDifference).toMatchObject({
      decision: { index: 0, check: { id: 'C0' } },
      page: { block: 'pc.ram', pageInBlock: 100, pages: 50 },
    });
    expect(rows[2].firstDifference.decision).toMatchObject({ index: 0, check: null, atMs: [expect.any(Number), null] });
  });

  it('asks the question of the thread when no variants are given', () => {
    const rows = compared('--json')
      .out.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ id, status, stalePages }) => [id, status, stalePages > 0])).toEqual([
      ['before', 'refused', false],
      ['patch', 'completed', false],
      ['check-sla', 'not-converged', false],
      ['core-notion', 'completed', false],
      ['knob', 'completed', true],
      ['merged', 'not-converged', false],
      ['8.1-auto', 'refused', false],
      ['10.1-on', 'completed', true],
    ]);
  });

  it('prints the table alone, for a mail or an issue', () => {
    expect(compared('--markdown').out).toMatch(/^\| answer \| status \|.*\n\| --- \|.*\n(\| .* \|\n){8}$/);
    const text = compared('--text').out;
    expect(text).not.toContain('Where they part');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
  });

  it('takes another seed, and says the same for the same', () => {
    const busy = { 'small.json': JSON.stringify(small) };
    const out = (seed: string) =>
      cli(['compare', 'small.json', '--variants', 'base,limit=0', '--json', '--seed', seed], { files: busy }).out;
    expect(out('1')).toBe(out('1'));
    expect(out('1')).not.toBe(out('2'));
  });
});

describe('releases', () => {
  const files = { 'device.json': untracked };

  it('prints a line for each release, and below it what changed and by which flag', () => {
    const { code, out } = cli(['releases', 'device.json'], { files });
    expect(code).toBe(0);
    expect(out.match(/^\S+/gm)).toEqual([
      '7.0',
      '7.1',
      '7.2',
      '8.0',
      '8.1',
      '8.2',
      '9.0',
      '9.1',
      '9.2',
      '10.0',
      '10.1',
    ]);
    expect(out).toContain('\n        status: refused -> not-converged, by untracked\n');
    expect(out).toMatch(/\n10\.0 {2}completed, guest stopped for \d+ ms, .*, 50 pages lost\n/);
    expect(out).toContain('\n        pages lost: 0 -> 50, by fallbackReachable\n');
  });

  it('prints an object a line, of a changed scenario too', () => {
    const args = ['releases', 'device.json', '--json', '--variant', 'tracker=device+enable-migration=auto'];
    const rows = cli(args, { files })
      .out.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual([
      ...Array.from({ length: 4 }, () => 'refused'),
      ...Array.from({ length: 7 }, () => 'completed'),
    ]);
    expect(rows[4]).toMatchObject({
      release: '8.1',
      changes: expect.arrayContaining([expect.objectContaining({ what: 'status' })]),
    });
  });

  it('says on a terminal what it is running', () => {
    const { err, out } = cli(['releases', 'device.json'], { files, terminal: true });
    expect(err).toContain('run 1: 7.0');
    expect(err.endsWith('\r\u001b[2K')).toBe(true);
    expect(out).toBe(cli(['releases', 'device.json'], { files }).out);
  });
});

describe('admission', () => {
  it('has a line for each combination', () => {
    const lines = cli(['admission']).out.trimEnd().split('\n');
    expect(lines).toHaveLength(2112);
    expect(lines[0]).toBe(
      "7.0   auto  -     type1             -       1 device   -    blocked        VFIO device doesn't support migration",
    );
    const objects = cli(['admission', '--json']).out.trimEnd().split('\n');
    expect(objects).toHaveLength(2112);
    expect(JSON.parse(objects[0]!)).toEqual({
      release: '7.0',
      enableMigration: 'auto',
      deviceLogging: false,
      containerTracker: 'type1',
      viommu: false,
      devices: 1,
      p2p: false,
      verdict: 'blocked',
      message: "VFIO device doesn't support migration",
    });
  });

  it('writes the document', () => {
    const { out, written } = cli(['admission', '--document']);
    expect(out).toBe('docs/admission.md: 2112 combinations\n');
    expect(written['docs/admission.md']).toBe(
      readFileSync(new URL('../../docs/admission.md', import.meta.url), 'utf8'),
    );
  });
});

describe('presets', () => {
  it('has a line for each', () => {
    const lines = cli(['presets']).out.trimEnd().split('\n');
    expect(lines).toHaveLength(PRESETS.length);
    expect(lines[0]).toMatch(/^first-visit +\S.*\.$/);
    expect(JSON.parse(cli(['presets', '--json']).out.split('\n')[0]!)).toMatchObject({ id: 'first-visit' });
  });
});

describe('predict', () => {
  const files = {
    'idle.json': recording('idle-256m-cap64-r1'),
    'tight.json': recording('uni-tight-128m-cap32-r1'),
    'bad.json': '{}',
  };

  it('prints an object a line', () => {
    const { code, out } = cli(['predict', 'idle.json', 'tight.json', '--json'], { files });
    expect(code).toBe(0);
    const [idle, tight] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(idle).toMatchObject({
      name: 'idle-256m-cap64-r1',
      band: null,
      measured: { totalTimeMs: 3429, dirtySyncCount: 3 },
    });
    expect(Object.keys(idle.error)).toEqual(['totalTimeMs', 'transferredBytes', 'dirtySyncCount']);
    expect(tight.band.totalTimeMs).toHaveLength(2);
  });

  it('goes on after a recording that cannot be read, and says so at the end', () => {
    const { code, out, err } = cli(['predict', 'bad.json', 'idle.json'], { files });
    expect(code).toBe(2);
    expect(err).toBe('bad.json: schema: missing\n');
    expect(out).toMatch(/^idle-256m-cap64-r1: completed\n/);
  });

  it('says what is not simulated yet', () => {
    const trace = JSON.parse(files['idle.json']);
    trace.config.capabilities = { events: true, 'zero-blocks': true };
    const { code, out } = cli(['predict', 'x.json'], { files: { 'x.json': JSON.stringify(trace) } });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'idle-256m-cap64-r1: completed; not simulated yet: capability zero-blocks\n',
    });
  });
});

describe('fidelity', () => {
  it('writes the report and the card as they stand in the project', () => {
    const { code, written, out } = cli(['fidelity']);
    expect({ code, out }).toEqual({
      code: 0,
      out: `docs/fidelity.md, public/fidelity/card.json: ${recordings.length} recordings\n`,
    });
    for (const path of ['docs/fidelity.md', 'public/fidelity/card.json'])
      expect(
        written[path] === readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'),
        `${path} is up to date`,
      ).toBe(true);
  }, 300_000); // every recording, and 96 runs of VS-1
});

describe('the built command line', () => {
  const spawn = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../scripts/cli.mjs', import.meta.url)), ...args], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: fileURLToPath(new URL('../../public/traces', import.meta.url)) },
    });
  beforeAll(() => {
    expect(spawn('--help').status).toBe(0); // builds it, if a source is newer
  }, 60_000);

  it('gives the same digest as the source', () => {
    const built = JSON.parse(spawn('run', 'hot-set', '--json', '--seed', '9').stdout);
    expect(built).toEqual(JSON.parse(cli(['run', 'hot-set', '--json', '--seed', '9']).out));
  });

  it('reads files from where it was called, and has the exit codes', () => {
    expect(spawn('predict', 'idle-256m-cap64-r1.json', '--json').stdout).toContain('"name":"idle-256m-cap64-r1"');
    expect(spawn('run', 'untracked-blocker', '--fail-unless', 'completed').status).toBe(1);
    expect(spawn('run', 'index.json')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^index\.json: format: missing\./),
    });
    expect(spawn('run', '.')).toMatchObject({ status: 2, stderr: '.: is a folder\n' });
  });
});
