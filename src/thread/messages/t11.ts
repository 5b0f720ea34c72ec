import type { Message } from '../message.ts';

export const t11: Message = {
  id: 'T11',
  mark: 'T#11',
  who: 'Gunthorpe',
  when: '2022-05-18 17:01',
  answers: ['T8'],
  gist: 'Ask only whether something was promised, and do not block testing',
  claims: [
    {
      id: 't11-exists',
      stance: 'proposes',
      text: 'Nobody is going to tune such a setup with care; what is missing may be no more than the question whether anything was promised.',
      rule: 'refuse-any-sla',
      remark: 'As in T#10, the second run is of a QEMU that can be told so. T#15 asks how.',
      tests: [
        { run: 'refuse-sla', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        { run: 'no-sla', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'completed' }] },
      ],
    },
    {
      id: 't11-device',
      stance: 'says',
      text: 'A tracker inside the device will do with either kind of container, old or new.',
      tests: [
        {
          run: 'logging',
          expects: [{ fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } }],
        },
        {
          run: 'logging-type1',
          expects: [{ fact: 'digest', is: '=', than: { run: 'logging', fact: 'digest' } }],
        },
      ],
    },
    {
      id: 't11-testing',
      stance: 'objects',
      text: 'Whoever wants to test the device’s half must not be shut out until the trackers are there.',
      rule: 'native-only',
      tests: [
        { run: 'native-only-type1', situation: 'A', expects: [{ fact: 'status', is: '=', than: 'refused' }] },
        { run: 'skip', situation: 'B', expects: [{ fact: 'status', is: '=', than: 'completed' }] },
      ],
    },
  ],
};
