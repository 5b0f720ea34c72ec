import type { Message } from '../message.ts';

export const t03: Message = {
  id: 'T3',
  mark: 'T#3',
  who: 'Gunthorpe',
  when: '2022-05-16 23:08',
  answers: ['T2'],
  gist: 'Nobody loses anything: such a pre-copy was never any use',
  claims: [
    {
      id: 't3-botched',
      stance: 'says',
      text: 'Without the patch the pre-copy of such a device comes to nothing, since in the end every page counts as dirty for good.',
      remark: 'He has a tracker in mind that reports everything; the second run is of a device without any.',
      tests: [
        {
          run: 'type1',
          situation: 'A',
          expects: [
            { fact: 'status', is: '=', than: 'not-converged' },
            { fact: 'expectedDowntimeMs', is: '>', than: { fact: 'limitMs' } },
          ],
        },
        {
          run: 'blocker',
          situation: 'B',
          expects: [{ fact: 'status', is: '=', than: 'not-converged' }],
        },
      ],
    },
    {
      id: 't3-nop',
      stance: 'says',
      text: 'The patch is to leave things as they are: whoever has such a device is no better and no worse off.',
      rule: 'skip-precopy',
      tests: [
        {
          run: 'type1-patched',
          situation: 'A',
          expects: [{ fact: 'digest', is: '=', than: { run: 'type1', fact: 'digest' } }],
        },
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: { run: 'blocker', fact: 'status' } },
            { fact: 'downtimeMs', is: '=', than: { run: 'blocker', fact: 'downtimeMs' } },
          ],
        },
      ],
    },
    {
      id: 't3-abort',
      stance: 'proposes',
      text: 'One could as well give up as soon as pre-copy begins; the guest would stay where it is, unharmed.',
      rule: 'abort-precopy',
      tests: [
        {
          run: 'abort',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'failed' },
            { fact: 'ramRunningBytes', is: '=', than: 0 },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't3-tracking',
      stance: 'says',
      text: 'Real tracking will come, so it is not worth much effort to define what happens without it.',
      remark: 'That it came can be run; how much effort the time until then was worth cannot.',
      tests: [
        {
          run: 'logging',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
