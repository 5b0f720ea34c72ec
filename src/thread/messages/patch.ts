import type { Message } from '../message.ts';

/** 12 May 2022: patch 4 of 9, which the thread is about. */
export const patch: Message = {
  id: 'patch',
  mark: '4/9',
  who: 'Horon',
  when: '2022-05-12 15:43',
  answers: [],
  gist: 'Send nothing before the device stands still, instead of refusing',
  claims: [
    {
      id: 'patch-blocked',
      stance: 'says',
      text: 'As QEMU is, one device whose writes cannot be tracked is enough to forbid every migration of its guest.',
      rule: 'blocker',
      tests: [
        {
          run: 'blocker',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'refused' },
            { fact: 'blockers', is: '=', than: 1 },
          ],
        },
      ],
    },
    {
      id: 'patch-skip',
      stance: 'proposes',
      text: 'A device can only spoil pages that were sent while it ran. So without a pre-copy the guest can move, and no page is spoiled.',
      rule: 'skip-precopy',
      tests: [
        {
          run: 'skip',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'ramRunningBytes', is: '=', than: 0 },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
