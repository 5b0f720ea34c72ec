import type { Message } from '../message.ts';

export const t04: Message = {
  id: 'T4',
  mark: 'T#4',
  who: 'Williamson',
  when: '2022-05-17 16:00',
  answers: ['T3'],
  gist: 'Not converging is what a limit is for, and the patch ignores it',
  claims: [
    {
      id: 't4-expected',
      stance: 'objects',
      text: 'A pre-copy that never gets under its limit is doing its duty: the guest is not stopped for longer than was promised, and whoever accepts more can raise the limit.',
      rule: 'keep-precopying',
      tests: [
        {
          run: 'type1',
          situation: 'A',
          expects: [
            { fact: 'status', is: '=', than: 'not-converged' },
            { fact: 'ramStoppedBytes', is: '=', than: 0 },
          ],
        },
        {
          run: 'type1-fits',
          situation: 'A',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
    {
      id: 't4-any-limit',
      stance: 'objects',
      text: 'The new flag stops the guest whatever its owner was promised.',
      rule: 'skip-precopy',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'downtimeMs', is: '>', than: { fact: 'limitMs' } },
          ],
        },
      ],
    },
    {
      id: 't4-tell',
      stance: 'proposes',
      text: 'Better to say openly that a device has no pre-copy, so that downtimes are planned with it.',
      rule: 'keep-precopying',
      tests: [
        {
          run: 'keep',
          situation: 'B',
          expects: [
            { fact: 'toldPrecopy', is: '=', than: 'yes' },
            { fact: 'toldPrecopy', is: '≠', than: { run: 'skip', fact: 'toldPrecopy' } },
          ],
        },
      ],
    },
  ],
};
