import type { Message } from '../message.ts';

export const t10: Message = {
  id: 'T10',
  mark: 'T#10',
  who: 'Gunthorpe',
  when: '2022-05-18 15:50',
  answers: ['T9'],
  gist: 'Is anything promised? Refuse. Is nothing? Stop and copy',
  claims: [
    {
      id: 't10-refuse',
      stance: 'proposes',
      text: 'Something simple is enough: with any promise to keep, do not begin; with none, stop the guest and copy.',
      rule: 'refuse-any-sla',
      remark: 'The second run is of a QEMU in which “nothing promised” could be said. None of the releases can.',
      tests: [
        { run: 'refuse-sla', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        {
          run: 'no-sla',
          situation: 'B',
          expects: [
            { fact: 'status', is: '=', than: 'completed' },
            { fact: 'ramRunningBytes', is: '=', than: 0 },
          ],
        },
      ],
    },
    {
      id: 't10-trackers',
      stance: 'says',
      text: 'Two proposals for real tracking are on the lists: one by the IOMMU of the system, one inside the device. With either, pre-copy works.',
      tests: [
        {
          run: 'iommu',
          expects: [
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
        {
          run: 'logging',
          expects: [
            { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            { fact: 'lostPages', is: '=', than: 0 },
          ],
        },
      ],
    },
  ],
};
