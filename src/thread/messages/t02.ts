import type { Message } from '../message.ts';

export const t02: Message = {
  id: 'T2',
  mark: 'T#2',
  who: 'Williamson',
  when: '2022-05-16 20:22',
  answers: ['T1'],
  gist: 'Then the user must be able to say yes or no',
  claims: [
    {
      id: 't2-switch',
      stance: 'proposes',
      text: 'A device that limits how its guest may be migrated should need a switch, much as only-migratable is one; left alone, all stays as it is.',
      rule: 'opt-in',
      tests: [
        {
          run: 'opt-in-refused',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'refused' },
            { fact: 'digest', is: '=', than: { run: 'blocker', fact: 'digest' } },
          ],
        },
        {
          run: 'opt-in',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't2-management',
      stance: 'objects',
      text: 'The tools that manage guests would not learn of it: as it is, nothing in QMP tells them that there will be no pre-copy.',
      rule: 'skip-precopy',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'toldPrecopy', is: '=', than: 'no' },
            { fact: 'toldDowntime', is: '=', than: 'no' },
          ],
        },
      ],
    },
  ],
};
