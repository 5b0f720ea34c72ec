import type { Message } from '../message.ts';

export const t05: Message = {
  id: 'T5',
  mark: 'T#5',
  who: 'Gunthorpe',
  when: '2022-05-17 16:08',
  answers: ['T4'],
  gist: 'It fails each time; but the limit should be checked, for all of RAM',
  claims: [
    {
      id: 't5-always',
      stance: 'says',
      text: 'Such a migration fails each time it is tried, and trying what is known to fail has no point.',
      rule: 'keep-precopying',
      remark: 'The two runs differ in the limit alone: one is shorter than the time for all of RAM, one is longer.',
      tests: [
        { run: 'type1', situation: 'A', expects: [{ fact: 'status', is: '=', than: 'not-converged' }] },
        { run: 'type1-fits', situation: 'A', expects: [{ fact: 'status', is: '=', than: 'not-converged' }] },
      ],
    },
    {
      id: 't5-check',
      stance: 'proposes',
      text: 'That no promise is looked at is a fault of the patch. It should be, as if every page were dirty.',
      rule: 'check-sla',
      tests: [
        {
          run: 'check-sla',
          situation: 'B',
          expects: [
            { fact: 'downtimeMs', is: '=', than: 'none' },
            { fact: 'ramStoppedBytes', is: '=', than: 0 },
          ],
        },
        {
          run: 'check-sla-fits',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
  ],
};
