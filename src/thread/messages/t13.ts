import type { Message } from '../message.ts';

export const t13: Message = {
  id: 'T13',
  mark: 'T#13',
  who: 'Horon',
  when: '2022-05-23 06:11',
  answers: ['T12'],
  gist: 'Once, yes; but the knob does not keep the device from writing',
  claims: [
    {
      id: 't13-faulty',
      stance: 'objects',
      text: 'The device goes on writing during pre-copy and nobody reports it, so the destination ends up with old pages.',
      rule: 'knob',
      tests: [
        {
          run: 'knob',
          situation: 'B',
          expects: [
            { fact: 'dmaWrites', is: '>', than: 0 },
            { fact: 'dmaFoundPages', is: '=', than: 0 },
            { fact: 'lostPages', is: '>', than: 0 },
          ],
        },
      ],
    },
  ],
};
