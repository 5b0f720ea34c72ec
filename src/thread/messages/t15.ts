import type { Message } from '../message.ts';

export const t15: Message = {
  id: 'T15',
  mark: 'T#15',
  who: 'Horon',
  when: '2022-05-24 15:11',
  answers: ['T10'],
  gist: 'How does one say that nothing was promised? What does 0 mean?',
  claims: [
    {
      id: 't15-no-value',
      stance: 'objects',
      text: 'The rule of T#10 cannot be built: no value of the limit, from 0 to 2,000 s, says that there is none.',
      rule: 'refuse-any-sla',
      tests: [
        { run: 'refuse-sla-0', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        { run: 'refuse-sla', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        { run: 'refuse-sla-largest', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
      ],
    },
    {
      id: 't15-zero',
      stance: 'asks',
      text: 'And 0? It makes the threshold 0, so the dirty log is not looked at until the guest stands still, and all that was written since the beginning comes then.',
      remark:
        'If it is so, 0 is neither “unlimited” nor “as strict as can be”, but one pass and then a stop for whatever was written. The second run asks it under a tracker that reports everything: is that RAM a second time?',
      tests: [
        {
          run: 'zero',
          expects: [
            { fact: 'thresholdBytes', is: '=', than: 0 },
            { fact: 'syncs', is: '=', than: 2 },
            { fact: 'downtimeMs', is: '>', than: { fact: 'limitMs' } },
          ],
        },
        {
          run: 'type1-zero',
          situation: 'A',
          expects: [
            { fact: 'syncs', is: '=', than: 2 },
            { fact: 'ramStoppedBytes', is: '≥', than: { run: 'skip', fact: 'ramStoppedBytes' } },
            { fact: 'downtimeMs', is: '>', than: { run: 'zero', fact: 'downtimeMs' } },
          ],
        },
      ],
    },
    {
      id: 't15-unlimited',
      stance: 'asks',
      text: 'Can the guest be stopped for as long as it takes? The nearest to it is the largest limit: the first look after a window has closed then stops the guest.',
      remark: 'The question closes the thread unanswered; the second sentence is our answer, and what the runs test.',
      tests: [
        {
          run: 'largest',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'syncs', is: '≤', than: 3 },
            { fact: 'ramStoppedBytes', is: '>', than: { fact: 'ramRunningBytes' } },
          ],
        },
        {
          run: 'type1-largest',
          situation: 'A',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'lostPages', is: '=', than: 0 },
            { fact: 'downtimeMs', is: '≥', than: { run: 'skip', fact: 'downtimeMs' } },
          ],
        },
        {
          run: '8.0-largest',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'lostPages', is: '=', than: 0 },
            { fact: 'downtimeMs', is: '≥', than: { run: 'skip', fact: 'downtimeMs' } },
          ],
        },
      ],
    },
  ],
};
