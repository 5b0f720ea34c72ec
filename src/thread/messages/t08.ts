import type { Message } from '../message.ts';

export const t08: Message = {
  id: 'T8',
  mark: 'T#8',
  who: 'Williamson',
  when: '2022-05-18 03:46',
  answers: ['T7'],
  gist: 'Today there is a blocker; and a check alone tells a tool nothing',
  claims: [
    {
      id: 't8-blocker',
      stance: 'objects',
      text: 'What such a kernel brings about today is no riddle: no tracking, so there is a blocker, and the guest stays where it is.',
      rule: 'blocker',
      tests: [
        {
          run: 'blocker',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'refused' },
            { fact: 'blockers', is: '=', than: 1 },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't8-unaware',
      stance: 'objects',
      text: 'Even if the limit is checked, a tool does not know beforehand that it must allow for all of RAM.',
      rule: 'check-sla',
      tests: [
        {
          run: 'check-sla',
          situation: 'B',
          expects: [
            { fact: 'toldPrecopy', is: '=', than: 'no' },
            { fact: 'toldDowntime', is: '=', than: 'no' },
          ],
        },
      ],
    },
    {
      id: 't8-fail-fast',
      stance: 'says',
      text: 'A check that fails at once spares useless work, and shows less of what limit would have been enough.',
      rule: 'fail-fast',
      tests: [
        {
          run: 'fail-fast',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'failed' },
            { fact: 'sentBytes', is: '<', than: { run: 'keep', fact: 'sentBytes' } },
            { fact: 'expectedDowntimeMs', is: '<', than: { run: 'keep', fact: 'expectedDowntimeMs' } },
          ],
        },
      ],
    },
    {
      id: 't8-native',
      stance: 'asks',
      text: 'If nobody cares for the old interface any more, should only devices migrate that are tracked natively?',
      rule: 'native-only',
      tests: [
        {
          run: 'native-only-type1',
          situation: 'A',
          expects: [{ fact: 'status', is: '=', than: 'refused' }],
        },
        {
          run: 'native-only-iommu',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
