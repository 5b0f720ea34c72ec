import type { Message } from '../message.ts';

export const t01: Message = {
  id: 'T1',
  mark: 'T#1',
  who: 'Quintela',
  when: '2022-05-16 11:22',
  answers: ['patch'],
  gist: 'Ugly, in the wrong place, and not the only case without RAM',
  claims: [
    {
      id: 't1-place',
      stance: 'objects',
      text: 'That pre-copy is left out is decided anew in each iteration; it belongs above that, into the migration thread.',
      rule: 'core-notion',
      remark:
        'Taste cannot be run. The runs ask whether it takes an iteration until the flag is read, and whether anything else is sent when it is read above.',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [{ fact: 'looks', is: '=', than: 1 }],
        },
        {
          run: 'core',
          situation: 'B',
          expects: [
            { fact: 'ramStoppedBytes', is: '=', than: { run: 'skip', fact: 'ramStoppedBytes' } },
            { fact: 'downtimeMs', is: '=', than: { run: 'skip', fact: 'downtimeMs' } },
          ],
        },
      ],
    },
    {
      id: 't1-shared',
      stance: 'says',
      text: 'Leaving RAM out is nothing new to QEMU: on one host, with memory that both sides share, none of it is sent either.',
      rule: 'core-notion',
      remark: 'The firmware, which is not shared, is still sent.',
      tests: [
        {
          run: 'shared-memory',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'sentBytes', is: '<', than: 4_194_304 },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
  ],
};
