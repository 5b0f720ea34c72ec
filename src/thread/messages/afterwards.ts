import type { Message } from '../message.ts';

/** What became of the question, as far as the sheet knows: versions of the patch, the merge, and what each release does. */
export const AFTERWARDS: readonly Message[] = [
  {
    id: 'v2',
    mark: 'v2',
    who: 'Horon',
    when: '2022-05-30',
    answers: ['T15', 'T12'],
    gist: 'The patch again, said once; and 0 might mean “no limit”',
    claims: [
      {
        id: 'v2-same',
        stance: 'says',
        text: 'Less is printed now, but the limit is still not looked at.',
        rule: 'skip-precopy-once',
        tests: [
          {
            run: 'two-devices-once',
            situation: 'B',
            expects: [
              { fact: 'warnings', is: '<', than: { run: 'two-devices', fact: 'warnings' } },
              { fact: 'downtimeMs', is: '>', than: { fact: 'limitMs' } },
            ],
          },
        ],
      },
      {
        id: 'v2-zero',
        stance: 'proposes',
        text: 'A limit of 0 could stand for “no limit”, and pre-copy be skipped only then.',
        rule: 'zero-is-unlimited',
        remark: 'It would take away what 0 means today (see T#15), and libvirt’s own command refuses values below 1.',
        tests: [
          {
            run: 'zero-is-unlimited',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'ramRunningBytes', is: '=', than: 0 },
            ],
          },
          { run: 'zero-is-unlimited-300', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        ],
      },
    ],
  },
  {
    id: 'june',
    mark: 'June',
    who: 'Horon',
    when: '2022-06-07',
    answers: ['v2', 'T7'],
    gist: 'T#7 is the way out: count everything as dirty, in QEMU',
    claims: [
      {
        id: 'june-same',
        stance: 'proposes',
        text: 'Marking all RAM in QEMU does what the kernel’s perpetually dirty tracker does, and keeps every promise.',
        rule: 'all-dirty',
        tests: [
          {
            run: 'all-dirty',
            situation: 'B',
            expects: [
              { fact: 'sentBytes', is: '=', than: { run: 'type1', fact: 'sentBytes' } },
              { fact: 'syncs', is: '=', than: { run: 'type1', fact: 'syncs' } },
              { fact: 'ramStoppedBytes', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: 'accepted',
    mark: 'Yes',
    who: 'Williamson',
    when: '2022-06-17',
    answers: ['june'],
    gist: 'Accepted: look for a tracker, and if there is none, everything is dirty',
    claims: [
      {
        id: 'accepted-algorithm',
        stance: 'decides',
        text: 'For each device a tracker is looked for; where none is found, everything counts as dirty. Gunthorpe puts it so, Williamson is content.',
        rule: 'all-dirty',
        tests: [
          {
            run: 'logging',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            ],
          },
          {
            run: 'all-dirty',
            situation: 'B',
            expects: [
              { fact: 'expectedDowntimeMs', is: '>', than: { fact: 'limitMs' } },
              { fact: 'lostPages', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: 'v3',
    mark: 'v3',
    who: 'Horon',
    when: '2022-11-03',
    answers: ['accepted'],
    gist: 'Skipping is dropped; the whole bitmap is set instead',
    claims: [
      {
        id: 'v3-dropped',
        stance: 'decides',
        text: 'Such a device may migrate, nothing is skipped, and the guest is never stopped for longer than was promised.',
        rule: 'all-dirty',
        tests: [
          { run: 'all-dirty', situation: 'B', expects: [{ fact: 'ramStoppedBytes', is: '=', than: 0 }] },
          {
            run: 'all-dirty-fits',
            situation: 'B',
            expects: [{ fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } }],
          },
        ],
      },
    ],
  },
  {
    id: 'february',
    mark: 'Feb',
    who: 'Quintela',
    when: '2023-02',
    answers: ['v3'],
    gist: 'A warning, then? Not where somebody has switched it on by hand',
    claims: [
      {
        id: 'february-warning',
        stance: 'withdraws',
        text: 'A guest that may never get done deserves a warning; but the device has to be switched on explicitly, so it can go without one.',
        rule: 'all-dirty',
        remark: 'Williamson would look at it again once the property is no longer experimental: see 8.1.',
        tests: [
          {
            run: '8.0',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'not-converged' },
              { fact: 'warnings', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: '8.0',
    mark: '8.0',
    who: 'releases',
    when: '2023-02-16',
    answers: ['february'],
    gist: 'Merged for 8.0, silently, behind an explicit property',
    source: 'QEMU, commit b051a3f640',
    claims: [
      {
        id: '8.0-merged',
        stance: 'decides',
        text: 'QEMU 8.0 marks everything dirty at each look and prints nothing: whoever has set x-enable-migration knows what they do.',
        rule: 'as-released',
        tests: [
          {
            run: '8.0',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'not-converged' },
              { fact: 'lostPages', is: '=', than: 0 },
              { fact: 'warnings', is: '=', than: 0 },
            ],
          },
          {
            run: '8.0-fits',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            ],
          },
        ],
      },
    ],
  },
  {
    id: '8.1',
    mark: '8.1',
    who: 'releases',
    when: '2023-08',
    answers: ['8.0'],
    gist: 'The blocker is back unless it is asked for, and then there is a warning',
    source: 'QEMU 8.1',
    claims: [
      {
        id: '8.1-auto',
        stance: 'decides',
        text: 'With enable-migration at auto such a device blocks, as in 7.2; with on it migrates, all dirty, and a warning is printed.',
        rule: 'as-released',
        tests: [
          {
            run: '8.1-auto',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'refused' },
              { fact: 'blockers', is: '=', than: 1 },
            ],
          },
          {
            run: '8.1-on',
            situation: 'B',
            expects: [
              { fact: 'warnings', is: '=', than: 1 },
              { fact: 'sentBytes', is: '=', than: { run: '8.0', fact: 'sentBytes' } },
              { fact: 'lostPages', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: '8.2',
    mark: '8.2',
    who: 'releases',
    when: '2023-12',
    answers: ['T9'],
    gist: 'A bandwidth can be told beforehand: what T#9 missed',
    source: 'QEMU 8.2, avail-switchover-bandwidth',
    claims: [
      {
        id: '8.2-bandwidth',
        stance: 'decides',
        text: 'With avail-switchover-bandwidth the limit could have been checked before a single page was sent, as T#5 wanted and T#9 held to be impossible.',
        rule: 'check-sla',
        remark: 'The parameter is of 8.2, the rule of nobody: the run brings together what was never together.',
        tests: [
          {
            run: '8.2-bandwidth-known',
            situation: 'B',
            expects: [
              { fact: 'looks', is: '=', than: 1 },
              { fact: 'ramRunningBytes', is: '=', than: 0 },
              { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            ],
          },
        ],
      },
    ],
  },
  {
    id: '9.1',
    mark: '9.1',
    who: 'releases',
    when: '2024-09',
    answers: ['8.1', 'T10'],
    gist: 'The IOMMU’s log counts as well: the tracking that was promised',
    source: 'QEMU 9.1',
    claims: [
      {
        id: '9.1-iommu',
        stance: 'decides',
        text: 'An IOMMU that logs was not used before 9.1; since then it makes the same device converge.',
        rule: 'as-released',
        tests: [
          { run: '8.0-iommu', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'not-converged' }] },
          {
            run: 'iommu',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
              { fact: 'lostPages', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: '10.0',
    mark: '10.x',
    who: 'releases',
    when: '2025',
    answers: ['9.1'],
    gist: 'By reading the code: nobody marks anything any more',
    source: 'QEMU 10.0 and 10.1, by reading; commit 0ae05e087f',
    claims: [
      {
        id: '10.0-lost',
        stance: 'says',
        text: 'Up to 9.2 the untracked device with an explicit on loses nothing. From 10.0 on the fallback is not reached, and what it writes is lost.',
        rule: 'as-released',
        remark: 'Read in the code and not verified on hardware. A device without the explicit on still blocks.',
        tests: [
          { run: '9.2-on', situation: 'B', expects: [{ fact: 'lostPages', is: '=', than: 0 }] },
          {
            run: '10.1-on',
            situation: 'B',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'lostPages', is: '>', than: 0 },
            ],
          },
        ],
      },
    ],
  },
];
