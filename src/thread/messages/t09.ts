import type { Message } from '../message.ts';

export const t09: Message = {
  id: 'T9',
  mark: 'T#9',
  who: 'Quintela',
  when: '2022-05-18 11:39',
  answers: ['T5'],
  gist: 'No point in trying; but nobody can know whether the limit holds',
  claims: [
    {
      id: 't9-agree',
      stance: 'agrees',
      text: 'There is indeed nothing to be gained by passes that can never be enough.',
      rule: 'keep-precopying',
      tests: [
        {
          run: 'type1',
          situation: 'A',
          expects: [
            { fact: 'status', is: '=', than: 'not-converged' },
            { fact: 'ramRunningBytes', is: '>', than: 4_294_967_296 },
          ],
        },
      ],
    },
    {
      id: 't9-core',
      stance: 'proposes',
      text: 'The core should have a notion of a migration that leaves RAM alone; this case and shared memory would be two uses of it.',
      rule: 'core-notion',
      remark: 'Between two hosts RAM has to go once all the same.',
      tests: [
        {
          run: 'core',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'ramRunningBytes', is: '=', than: 0 },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't9-hope',
      stance: 'objects',
      text: 'The speed of the link cannot be known, so the limit cannot be checked: skip pre-copy, and all one can do is hope.',
      rule: 'check-sla',
      remark: 'The first window closes after 100 ms. The second run asks whether QEMU still has no estimate then.',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'bandwidthBytesPerMs', is: '=', than: 0 },
            { fact: 'downtimeMs', is: '>', than: { fact: 'limitMs' } },
          ],
        },
        {
          run: 'check-sla-fits',
          situation: 'B',
          expects: [{ fact: 'bandwidthBytesPerMs', is: '=', than: 0 }],
        },
      ],
    },
  ],
};
