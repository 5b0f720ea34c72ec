import type { Message } from '../message.ts';

export const t14: Message = {
  id: 'T14',
  mark: 'T#14',
  who: 'Martins',
  when: '2022-05-23 09:45',
  answers: ['T13'],
  gist: 'True, and withdrawn',
  claims: [
    {
      id: 't14-withdrawn',
      stance: 'withdraws',
      text: 'While iterations go on the device writes RAM as the CPUs do. Only a migration without them is safe.',
      rule: 'skip-precopy',
      tests: [
        { run: 'knob', situation: 'B', expects: [{ fact: 'lostPages', is: '>', than: 0 }] },
        { run: 'skip', situation: 'B', expects: [{ fact: 'lostPages', is: '=', than: 0 }] },
      ],
    },
  ],
};
