import { t } from '../../language/t.ts';
import { formatBytes } from '../../units.ts';
import { HIGHEST_LIMIT_MS, limitTitle, type Policy, policy, setLimit } from './policy.ts';

/**
 * Looks every second, and ten times a second once less is left than it used to send between two looks. A look that finds more left than
 * the one before, or nothing, counts; at the sixth the limit is doubled.
 * @source Proxmox qemu-server PVE/QemuMigrate.pm, phase2()
 */
export const proxmox: Policy = policy<'proxmox', State>({
  name: 'proxmox',
  title: 'Proxmox VE',
  source: 'qemu-server PVE/QemuMigrate.pm, phase2()',
  behaviour: 'Doubles the limit whenever six looks found more left than the one before, without end.',
  verified:
    'Read. Its cap of 16 GiB/s and its XBZRLE are not set here, so that all tools are compared on the bandwidth of the scenario.',
  hearsPasses: false,
  begin: ({ startMs }) => ({
    state: { limitMs: startMs, looks: 0, transferred: 0, remaining: 0, counted: 0, lookMs: SECOND_MS },
    nextMs: SECOND_MS,
    orders: {
      title: limitTitle(startMs),
      because: t('migrate_downtime of the guest, set before the start.'),
      commands: [setLimit(startMs)],
    },
  }),
  look: ({ state: before, nowMs, status, ram }) => {
    const looks = before.looks + 1;
    if (status === 'setup' || ram === null)
      return { state: { ...before, looks }, nextMs: nowMs + SECOND_MS + before.lookMs };
    if (status !== 'active') return { state: before, nextMs: Infinity };
    if (ram.transferred === before.transferred) return { state: { ...before, looks }, nextMs: nowMs + before.lookMs };
    const sentPerLook = before.transferred / looks;
    const lookMs = sentPerLook > 0 && ram.remaining < sentPerLook ? OFTEN_MS : before.lookMs;
    const counts = (before.remaining > 0 && ram.remaining > before.remaining) || ram.remaining === 0;
    const counted = before.counted + (counts ? 1 : 0);
    const seen = { looks, lookMs, transferred: ram.transferred, remaining: ram.remaining };
    if (counted < COUNTS) return { state: { ...before, ...seen, counted }, nextMs: nowMs + lookMs };
    const limitMs = before.limitMs * 2;
    return {
      state: { ...seen, limitMs, counted: 0 },
      nextMs: nowMs + lookMs,
      orders: {
        title: limitMs > HIGHEST_LIMIT_MS ? t('refused') : limitTitle(limitMs),
        because: t('{looks} looks found more left than the one before; now it is {bytes}.', {
          looks: COUNTS,
          bytes: formatBytes(ram.remaining),
        }),
        commands: [setLimit(limitMs)],
      },
    };
  },
});

interface State {
  readonly limitMs: number;
  readonly looks: number;
  /** Bytes at the last look. */
  readonly transferred: number;
  readonly remaining: number;
  /** Looks that counted since the last doubling. */
  readonly counted: number;
  readonly lookMs: number;
}

const SECOND_MS = 1000;
const OFTEN_MS = 100;
/** `$downtimecounter > 5` */
const COUNTS = 6;
