import type { Message } from '../message.ts';

export const t07: Message = {
  id: 'T7',
  mark: 'T#7',
  who: 'Gunthorpe',
  when: '2022-05-17 17:39',
  answers: ['T6'],
  gist: 'Mark all of it dirty in QEMU, then, or refuse pre-copy',
  claims: [
    {
      id: 't7-all-dirty',
      stance: 'proposes',
      text: 'QEMU itself could count every page as dirty. Then everything is as under the old tracker, and every promise is looked at.',
      rule: 'all-dirty',
      tests: [
        {
          run: 'all-dirty',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: { run: 'type1', fact: 'status' } },
            { fact: 'sentBytes', is: '=', than: { run: 'type1', fact: 'sentBytes' } },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
        {
          run: 'all-dirty-fits',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
    {
      id: 't7-block',
      stance: 'proposes',
      text: 'Or whatever would begin with a pre-copy is turned down at once.',
      rule: 'block-precopy',
      tests: [
        {
          run: 'block-precopy',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'refused' },
            { fact: 'sentBytes', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
