import { t } from '../../language/t.ts';
import { formatMs, formatNumber } from '../../units.ts';
import { completionMs } from './kubevirt-timeouts.ts';
import { HIGHEST_LIMIT_MS, type Policy, policy, setLimit } from './policy.ts';

/**
 * A guest with a VFIO device is not paused but may stand still as long as the whole migration may take.
 * @source KubeVirt, alpha of vGPU live migration (feature gate VGPULiveMigration)
 */
export const kubevirtVgpu: Policy = policy<'kubevirt-vgpu', null>({
  name: 'kubevirt-vgpu',
  title: 'KubeVirt, vGPU (alpha)',
  source: 'KubeVirt, feature gate VGPULiveMigration',
  behaviour: 'Sets the limit to the whole acceptable completion time, at most the 2,000 s that QEMU takes.',
  verified: 'The limit and its cap: read. That it is set before the start: as reported.',
  hearsPasses: false,
  begin: (settings, guest) => {
    const limitMs = Math.min(completionMs(settings, guest), HIGHEST_LIMIT_MS);
    return {
      state: null,
      nextMs: Infinity,
      orders: {
        title: t('limit {time}', { time: formatMs(limitMs) }),
        because: t('The whole acceptable completion time, {seconds} s for each GiB.', {
          seconds: formatNumber(settings.timeoutSecondsPerGib, 3),
        }),
        commands: [setLimit(limitMs)],
      },
    };
  },
  look: ({ state }) => ({ state, nextMs: Infinity }),
});
