import { describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { ScenarioError } from './input-error.ts';
import { decodeLink, encodeLink } from './link.ts';
import { parseScenario } from './schema.ts';

/** Links that version 1 of the form made, each with how its run ended then. */
const OLD_LINKS = [
  {
    what: 'the defaults',
    link: 's=1.q1YqTk7NSyzKzFeyqq7VUSrLTC0HsWoB',
    view: {},
    outcome: {
      status: 'completed',
      totalTimeMs: 7825,
      downtimeMs: 25,
      dirtySyncCount: 3,
      transferredBytes: 1076164359,
      stalePages: 0,
    },
  },
  {
    what: 'an idle guest at the end of its first pass',
    link: 's=1.JctNCsMgEAbQq4Rv7WLIX9Fldl3kEEMzNEKiRdMEK949SNePlxFf4jhYD5PheBcYPJdNmvdX4gGF1Qf7826OMD0RkcJfTEbgfUqHVGl1r8dHq8dSFE4rV_XPxmkVXurtBqJSbg',
    view: { playheadMs: 3500 },
    outcome: {
      status: 'completed',
      totalTimeMs: 31829,
      downtimeMs: 29,
      dirtySyncCount: 3,
      transferredBytes: 4303683207,
      stalePages: 0,
    },
  },
  {
    what: 'the first visit',
    link: 's=1.fZBNb8IwDIb_yuRzmNJQCs1xk3abhNhuiEPWmBLRJMxJYYD63ycXttuWk-OP14_fK6QGgyEXQV8hGI-g4cVRyg9Hl1wGAW2PKXOVjH86Z0ygS1WXdTVXdSXgFGnfRWMT6PUV9i5Y0NAHt43kQQBh62Lg8ZQN5aVpEbSaVQIOpmUtVamiLAcBJ3IZ0xLpDZvIKkpKKYeNgBDDBSmuTBgn1lfYUvQ3KSkgx1u4mBV1tRg2gwCLR9fce-9HsZiWhZbyUYIA6w1D3XnJhfYv2PmiKqfql7eopot_cAVYR_n8TqbZs6hmegQBKcfDczycfyws6nIqy1v-lX3g9an3OH747E_0PbP0IbMa2lXf8SWm6ybjEhiYiozHjJS41ZuvyYcJ9uRs3oEu1Eze3iBgF8ldYmD56T11dHjisUNnzjs0dqzNpGQDG5dGLwo1DN8',
    view: { playheadMs: 3500, decision: 12 },
    outcome: {
      status: 'not-converged',
      totalTimeMs: 30000,
      downtimeMs: null,
      dirtySyncCount: 11,
      transferredBytes: 37498757269,
      stalePages: 0,
    },
  },
  {
    what: 'a device that logs its writes',
    link: 's=1.fZDBbsMgEER_xdozrTB2HJtje64UtblFOVB746AEsBYSN7H87xXB7a3lBKOd4c1O4Fu0irQDOYFVBkHC9ohZh1fdYnZ2vc908NlIOqAHBv0FfYjDpMzLLWqyFE3ZVGvRVAxGR6ezU50HuZvgpG0HEi5WHxwZYEDYa2ej3QdFYaN6BClWFYNB9TFLVCIvy5lB-nCD9IGtiymCc87nPQPr7B3JvSv7cOwmOJAzKYozCC5d61XeVPW8nxmkMml26RjDJM8l588cGHRGRaiFl7Tt_4Jd11VZiF_evCrqf3AZdJrCbUuqPcVQubAAAx_c8OqG288S86YseJn0t7iJCOAvBh-PWHxQpAwGJB-ZjPp6-lS2G3UXjiBzseLpzAyOjvTd2egsFumqcXxUObsAsk6T8zc',
    view: { slot: 800000 },
    outcome: {
      status: 'completed',
      totalTimeMs: 3025,
      downtimeMs: 226,
      dirtySyncCount: 3,
      transferredBytes: 3772673414,
      stalePages: 0,
    },
  },
  {
    what: 'a type1 container',
    link: 's=1.fVDLboMwEPyVaM9uZR4h4GN7rhS1uUU5uLAhVoKN1iaUIP69WqC9tT6t1zPjmRnBl2g1GQdqBKsbBAWHocVIbVqkFkOnb7dhUxkKAwioO_SBoaSblyGgB5XGRVpku7jIBPSOrjenKw_qOMLV2AoUdNacHTUggLA2zjLdB01hr2sEFW8zAa2uWSvO4ihNJwE9mYB-j_SBpWOVWEopp5MA6-wDyb1rOzOOI5zJNYuUFBDcMubbqMjy6TQJqPBuyhW7JmQxJSMl5bMEAVWj2dTql4yt_zK7y7M0iX_9RlmS_2NXwNzbgXR5ZVEFgasFAT649tW1w0-HUZEmMl32b1wE_--7BucL52416QYDkmdLjf56-tS26k0VLqCieCuXMwm4ODIPZ5mZrKu7wX5O0uo5EVfG73NhPKSMm6Zv',
    view: { span: { fromMs: 0, toMs: 4000 } },
    outcome: {
      status: 'not-converged',
      totalTimeMs: 30000,
      downtimeMs: null,
      dirtySyncCount: 11,
      transferredBytes: 37498757269,
      stalePages: 0,
    },
  },
  {
    what: 'the blocker',
    link: 's=1.fZBPb4MwDMW_yuRzNoVAKeS4nSdV-3OqesiIoVGXBDmhrEV89ymF7bb5FFt-Lz-_CUKDTpHxICdwyiJIeHeRVHNCLe8I2yEgMOgGDDHtkLKPl4gBZCHqoi63oi4ZjJ5On17pAHI_wck4DRIGZ1pPFhgQdsa7JA9RUdypDkGKTcmgV13yEqXIimJmMJKJGHZIr9j45CI453w-MHDeXZH8i3I3xX6ClrxdrDiD6JdntcnqspoPMwONZ9Osu-tpyUzyTHL-wIGBtipBrbxkXPcX7LYqi1z88mZlXv2Dy0Abipe3FGMylYk-xRii7598f_mJMKuLnBfL_DnlkL4Pg8Vbk87uFSmLESkkIqu-7j-U06PR8QgyExu-1Mzg6MlcvUvKfB2dDY4gp3n-Bg',
    view: {},
    outcome: {
      status: 'refused',
      totalTimeMs: 0,
      downtimeMs: null,
      dirtySyncCount: 0,
      transferredBytes: 0,
      stalePages: 0,
    },
  },
  {
    what: 'skipped pre-copy',
    link: 's=1.fZHBbsIwDIZfBfkcprSU0ua4nSchtp0Qh6w1JYIknZPSQdV3n0xhty0nx7J_f789QKjQaTIe1ABOWwQFHy6Sro5Yq1k4mnbWEs4r315AQNNhiFxK2j5fIgZQWVpmZb5Ky1xA7-l48roOoLYDHI2rQUHnzN6TBQGEjfGO20PUFNe6QVDpMhfQ6oa10jxNsmwU0JOJGNZIb1h5VkmllHLcCXDeXZH8Rrtbx3aAPXk7SUkB0U9hsUzKvBh3o4Aaz6a6194dspiSiZLySYKA2mqGuvOScc1fsKsizxbpL2-SL4p_cAXUhuLlnbfJoorpEQSE6NsX314eK0zKbCGzKf_Ke-DxobN4-7DtL7Qds3SP22y6EzvhA81bwtt9RgYjbTEiBa62-nv-qV3dmzoeQCXpUk5vFHDwZK7e8YTFPXU22IMaxvEH',
    view: {},
    outcome: {
      status: 'completed',
      totalTimeMs: 2806,
      downtimeMs: 2805,
      dirtySyncCount: 2,
      transferredBytes: 3498570903,
      stalePages: 0,
    },
  },
  {
    what: 'the knob',
    link: 's=1.fZFBc8IgEIX_irNn2iExRsOxPXfGse3J8YBhjUyEtUBM1cl_76zG3lpOsLz3-Ha5QqzR62AJ1BW8dggKPn0Kum7RqImhiac00bEFAU2HMbEuaPdyThhBFXlVVOU8r0oBPYX2QNpEUOsrtNYbUNB5u6PgQEDAxpJne0w6pKVuEFQ-KwUcdcNZeZlnRTEI6INNGJcY3rEmTsmllHLYCPDkLxhopf3Nsb7CLpC7R0kBie7bxSyrysWwGQQYPNl61I7tcZiSmZLyWYIA4zRDjbzB-uYv2PmiLKb5L29WThf_4AowNqTzB4-SQxXTIwiIiY6vdDw_RphVxVQW9_obz4Gfj53D24Hb_kLXMUv3-JhVd-BOWk9bGBgoaIcJQ2SV099PW-1Nb03ag8rymbyvQcCegr2Q5-TpWDpZ7Nl2POjzHrXhu0zKYfgB',
    view: { playheadMs: 100 },
    outcome: {
      status: 'completed',
      totalTimeMs: 2971,
      downtimeMs: 172,
      dirtySyncCount: 3,
      transferredBytes: 3705433478,
      stalePages: 4220,
    },
  },
  {
    what: 'a device under the default rule',
    link: 's=1.PYy7CgIxFET_Zeogd8EXt9Tazk4s4uYiYUmyJNmVEPLvEkXLOXNmKtIoXkcbwBVeOwHjoaNAwchqR0ng278hImIamGhD3XC6zybrDRg-eEFTMDbmco16nKx__rhCymE-h7mcSu6nA22Pu8P-yy8dKERJi5NPaPemsFp5gWtrbw',
    view: {},
    outcome: {
      status: 'refused',
      totalTimeMs: 0,
      downtimeMs: null,
      dirtySyncCount: 0,
      transferredBytes: 0,
      stalePages: 0,
    },
  },
  {
    what: 'a limit raised while it runs',
    link: 's=1.JY_BTsMwEER_JZqzI6WFFsn_gFSVI-phSRZn1dqu1hsCRP53ZHqep3kzG8rIiVQy_IZEkeFx5jIuPHUfPx11s4SZtbtJFINDWLhYY9es11umqcC_b7hKmuCxJPnMGuGgHCSnBhYjtRMFht8fjg53Clzgd0-74WVfHVYV43JifeMxt5bjMAxDvVQHGk1yehjIXgv8vmUO_M3jYm1rlKBk3Be2_k5KkY21wIE0LJGTlbZhymsyidw_bvhDM9SLw5xVfnNq1c__Wocv4RV-q_UP',
    view: {},
    outcome: {
      status: 'completed',
      totalTimeMs: 20308,
      downtimeMs: 308,
      dirtySyncCount: 7,
      transferredBytes: 3068550638,
      stalePages: 0,
    },
  },
] as const;

/** A file as it was saved then, whole. */
const OLD_FILE = {
  format: 1,
  name: 'The device logs its writes',
  seed: 1,
  guest: {
    ramBytes: 4294967296,
    firmware: 'pc',
    stoppedBeforeMigrate: false,
    workloads: [{ kind: 'uniform', region: { startPage: 256, pages: 262144 }, writesPerSecond: 20000 }],
    nonzeroRanges: [{ fromPage: 0, toPage: 851968 }],
  },
  link: { kind: 'wire', bytesPerSecond: 1250000000 },
  host: 'ideal',
  devices: [
    {
      name: '0000:01:00.0',
      dma: { kind: 'ring', region: { startPage: 786432, pages: 16384 }, writesPerSecond: 20000 },
      dirtyTracking: 'device',
      stopCopyBytes: 4194304,
      stopMs: 2,
      resumeMs: 2,
    },
  ],
  qemu: { release: '7.2', untrackedRule: 'blocker' },
  parameters: { 'downtime-limit': 300, 'max-bandwidth': 1250000000 },
  capabilities: { 'pause-before-switchover': false, 'return-path': false },
  actions: [],
  horizonMs: 30000,
};

describe('a link of version 1', () => {
  it.each(OLD_LINKS)('opens as the same run: $what', async ({ link, view, outcome }) => {
    const opened = (await decodeLink(`#${link}`))!;
    expect(opened.view).toEqual(view);
    const { status, totalTimeMs, downtimeMs, dirtySyncCount, transferredBytes, audit } = simulate(opened.scenario, {
      keyframeBudgetBytes: 0,
    }).runToEnd();
    expect({ status, totalTimeMs, downtimeMs, dirtySyncCount, transferredBytes, stalePages: audit.stalePages }).toEqual(
      outcome,
    );
  });

  it.each(OLD_LINKS)('is passed on as one of today: $what', async ({ link }) => {
    const opened = (await decodeLink(link))!;
    const passedOn = await encodeLink(opened);
    expect(passedOn).toMatch(/^s=2\./);
    expect(await decodeLink(passedOn)).toEqual(opened);
  });
});

describe('a file of format 1', () => {
  const opened = (changes: object) => parseScenario({ format: 1, ...changes }, 'old.json');
  const device = (changes: object) => opened({ devices: [changes] }).devices[0];

  it('is read whole', () => {
    const { devices, qemu, ...others } = parseScenario(OLD_FILE, 'old.json');
    const { devices: oldDevices, qemu: _, ...old } = OLD_FILE;
    const { dirtyTracking: __, ...oldDevice } = oldDevices[0]!;
    expect(others).toMatchObject({
      ...old,
      format: 2,
      parameters: old.parameters,
    });
    expect(devices).toMatchObject([{ ...oldDevice, container: 'iommufd', deviceLogging: true }]);
    expect(qemu).toMatchObject({ release: '8.0', untrackedRule: 'blocker' });
  });

  it('says who tracks in one word', () => {
    expect(device({})).toMatchObject({ container: 'iommufd', deviceLogging: false });
    expect(device({ dirtyTracking: 'none' })).toMatchObject({ container: 'iommufd', deviceLogging: false });
    expect(device({ dirtyTracking: 'type1' })).toMatchObject({ container: 'type1', deviceLogging: false });
    expect(device({ dirtyTracking: 'device' })).toMatchObject({ container: 'iommufd', deviceLogging: true });
    expect(device({ dirtyTracking: 'none' })).not.toHaveProperty('dirtyTracking');
  });

  it('has the blocker for its default, and keeps its release unless a device logs', () => {
    expect(opened({}).qemu).toMatchObject({ release: '7.2', untrackedRule: 'blocker' });
    expect(opened({ qemu: { untrackedRule: 'knob' } }).qemu).toMatchObject({ release: '7.2', untrackedRule: 'knob' });
    const logs = [{ dirtyTracking: 'device' }];
    expect(opened({ devices: logs }).qemu.release).toBe('8.0');
    expect(opened({ devices: logs, qemu: { release: '7.2' } }).qemu.release).toBe('8.0');
    expect(opened({ devices: [{ dirtyTracking: 'type1' }] }).qemu.release).toBe('7.2');
  });

  it.each([
    [{ devices: [{ dirtyTracking: 'hope' }] }, 'old.json: devices.0.dirtyTracking: "hope" is not known here'],
    [{ devices: [{ dirtyTracking: 'toString' }] }, 'old.json: devices.0.dirtyTracking: "toString" is not known here'],
    [{ devices: [{}, { dirtyTracking: 1 }] }, 'old.json: devices.1.dirtyTracking: 1 is not known here'],
    [{ devices: {} }, 'old.json: devices: an object is not a list'],
    [{ devices: ['x'] }, 'old.json: devices.0: "x" is not an object'],
    [{ qemu: [] }, 'old.json: qemu: a list is not an object'],
  ])('is refused in its own words: %j', (changes, message) => {
    expect(() => opened(changes)).toThrow(ScenarioError);
    expect(() => opened(changes)).toThrow(message);
  });

  it('has words that format 2 does not have', () => {
    expect(() => parseScenario({ format: 2, devices: [{ dirtyTracking: 'none' }] }, 'new.json')).toThrow(
      'new.json: devices.0.dirtyTracking: unknown field',
    );
  });
});
