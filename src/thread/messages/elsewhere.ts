import type { Message } from '../message.ts';

/** Where the same question came up again, of other projects. Their figures are not reproduced: this engine is asked the same thing. */
export const ELSEWHERE: readonly Message[] = [
  {
    id: 'vgpu',
    mark: 'vGPU',
    who: 'elsewhere',
    when: '2026-01-28',
    answers: ['T15'],
    project: 'KubeVirt',
    gist: 'A vGPU converges if the limit is the whole time allowed',
    source: 'kubevirt/kubevirt#16675, VEP 109 (kubevirt/enhancements#110)',
    claims: [
      {
        id: 'vgpu-limit',
        stance: 'says',
        text: 'With the usual limit such a guest does not get done; so its limit is set to the time that the whole migration may take.',
        remark: 'The rate of dirtying comes from the guest’s CPUs here; the vGPU logs its own writes.',
        tests: [
          { run: 'vgpu-default', expects: [{ fact: 'status', is: '=', than: 'not-converged' }] },
          {
            run: 'vgpu-managed',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } },
            ],
          },
        ],
      },
      {
        id: 'vgpu-unknown',
        stance: 'says',
        text: 'How long the guest will stand still cannot be told beforehand, and for the time being the limit stands in for an answer.',
        remark: 'The reviewers accepted that for the alpha and asked for better in the beta.',
        tests: [
          {
            run: 'vgpu-managed',
            expects: [
              { fact: 'toldDowntime', is: '=', than: 'no' },
              { fact: 'downtimeMs', is: '<', than: { fact: 'limitMs' } },
            ],
          },
        ],
      },
    ],
  },
  {
    id: 'vdpa',
    mark: 'vDPA',
    who: 'elsewhere',
    when: '2026-02-22',
    answers: ['T12', 'patch'],
    project: 'cloud-hypervisor',
    gist: 'Suspend early, or late and mark what it may have written',
    source: 'cloud-hypervisor/cloud-hypervisor#7738',
    claims: [
      {
        id: 'vdpa-early',
        stance: 'says',
        text: 'A device that is suspended when the migration begins spoils nothing. But it does nothing for the guest all that while, not only during the pause.',
        rule: 'skip-precopy',
        remark:
          'QEMU’s engine stands in: a device that writes nothing. What is gone for the whole of the total time is the guest’s network, which RAM does not show.',
        tests: [
          {
            run: 'suspended-early',
            expects: [
              { fact: 'dmaWrites', is: '=', than: 0 },
              { fact: 'lostPages', is: '=', than: 0 },
              { fact: 'totalMs', is: '>', than: { fact: 'downtimeMs' } },
            ],
          },
        ],
      },
      {
        id: 'vdpa-invisible',
        stance: 'says',
        text: 'What the device writes by DMA is invisible to the migration: let it run on and tell nobody, and pages are lost.',
        rule: 'knob',
        tests: [
          {
            run: 'suspended-late',
            situation: 'B',
            expects: [
              { fact: 'dmaFoundPages', is: '=', than: 0 },
              { fact: 'lostPages', is: '>', than: 0 },
            ],
          },
        ],
      },
      {
        id: 'vdpa-late',
        stance: 'proposes',
        text: 'Suspend it only with the guest, then mark all that it may have written: it works during pre-copy, and nothing is lost.',
        remark:
          'QEMU’s engine stands in: a device that is asked only at the end. It names pages it wrote; the proposal marks all pages it could have written, which are more.',
        tests: [
          {
            run: 'marked-late',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'dmaWrites', is: '>', than: 0 },
              { fact: 'lostPages', is: '=', than: 0 },
            ],
          },
        ],
      },
    ],
  },
  {
    id: 'vfio',
    mark: 'VFIO',
    who: 'elsewhere',
    when: '2026-07-04',
    answers: ['T10', 'vdpa'],
    project: 'cloud-hypervisor',
    gist: 'Devices that log, and all of their state at the end',
    source: 'cloud-hypervisor/cloud-hypervisor#8528',
    claims: [
      {
        id: 'vfio-logging',
        stance: 'says',
        text: 'Memory that the device dirties is followed by its own log during the transfer, so nothing has to be guessed.',
        tests: [
          {
            run: 'logging',
            expects: [
              { fact: 'dmaFoundPages', is: '>', than: 0 },
              { fact: 'lostPages', is: '=', than: 0 },
            ],
          },
        ],
      },
      {
        id: 'vfio-state',
        stance: 'says',
        text: 'The state of the device moves while the guest stands still; a device that could send it before is not used so yet. The pause grows by what the state takes.',
        remark: 'QEMU’s engine stands in, with 640 MiB of state. Under 7.2 nobody counts it when the guest is stopped.',
        tests: [
          {
            run: 'state-at-the-end',
            expects: [
              { fact: 'status', is: '=', than: 'completed' },
              { fact: 'downtimeMs', is: '>', than: { fact: 'limitMs' } },
              { fact: 'downtimeMs', is: '>', than: { run: 'state-before', fact: 'downtimeMs' } },
            ],
          },
          {
            run: 'state-before',
            expects: [{ fact: 'downtimeMs', is: '≤', than: { fact: 'limitMs' } }],
          },
        ],
      },
    ],
  },
];
