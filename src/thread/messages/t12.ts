import type { Message } from '../message.ts';

export const t12: Message = {
  id: 'T12',
  mark: 'T#12',
  who: 'Martins',
  when: '2022-05-20 10:58',
  answers: ['patch'],
  gist: 'Warn once; and is there not a knob already?',
  claims: [
    {
      id: 't12-once',
      stance: 'proposes',
      text: 'With several devices the same warning is printed for each of them. Once would be enough.',
      rule: 'skip-precopy-once',
      tests: [
        { run: 'two-devices', situation: 'B', expects: [{ fact: 'warnings', is: '=', than: 2 }] },
        { run: 'two-devices-once', situation: 'B', expects: [{ fact: 'warnings', is: '=', than: 1 }] },
      ],
    },
    {
      id: 't12-knob',
      stance: 'proposes',
      text: 'The property with which a device is not asked during pre-copy would do, and the core of migration could stay as it is.',
      rule: 'knob',
      tests: [
        {
          run: 'knob',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't12-errors',
      stance: 'says',
      text: 'QEMU will complain when it starts and stops a log that the kernel does not have, and will go on regardless.',
      rule: 'knob',
      tests: [
        {
          run: 'knob',
          situation: 'B',
          expects: [
            { fact: 'errors', is: '=', than: 2 },
            { fact: 'status', is: '=', than: 'completed' },
          ],
        },
      ],
    },
  ],
};
