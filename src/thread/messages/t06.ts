import type { Message } from '../message.ts';

export const t06: Message = {
  id: 'T6',
  mark: 'T#6',
  who: 'Williamson',
  when: '2022-05-17 17:22',
  answers: ['T5'],
  gist: 'The work in vain is what tools learn from; skipping leaves no figures',
  claims: [
    {
      id: 't6-data',
      stance: 'objects',
      text: 'Passes in vain are not only in vain: from their figures a tool sees that the promise cannot be kept, and by how much.',
      rule: 'keep-precopying',
      tests: [
        {
          run: 'keep',
          situation: 'B',
          expects: [
            { fact: 'bandwidthBytesPerMs', is: '>', than: 0 },
            { fact: 'expectedDowntimeMs', is: '>', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
    {
      id: 't6-same-exit',
      stance: 'says',
      text: 'The way out that the patch adds is the one that is taken below the threshold, only that nothing was compared with it.',
      rule: 'skip-precopy',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: { run: 'logging', fact: 'status' } },
            { fact: 'looks', is: '=', than: 1 },
            { fact: 'thresholdBytes', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't6-no-estimate',
      stance: 'objects',
      text: 'And it could not be compared: who has sent nothing does not know the bandwidth.',
      rule: 'check-sla',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'ramRunningBytes', is: '=', than: 0 },
            { fact: 'bandwidthBytesPerMs', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
