import { bytesToPages, formatBytes, formatCount } from '../../units.ts';
import { LAST_RESORTS, type Policy, policy, setLimit } from './policy.ts';

/**
 * Stops at fewer than 50 pages, after 29 rounds, or when three times the RAM was sent.
 * @source Xen, as described by Akoush et al., MASCOTS 2010
 */
export const xen: Policy = policy<'xen', { readonly hasForced: boolean }>({
  name: 'xen',
  title: 'Xen (2005 to 2010)',
  source: 'Akoush et al., MASCOTS 2010',
  behaviour:
    'Stops the guest when fewer than 50 pages are left, after 29 rounds, or when three times the RAM was sent.',
  verified: 'As reported. Played through QEMU’s monitor: a limit of 1 ms until one of the three holds.',
  hearsPasses: true,
  begin: () => ({
    state: { hasForced: false },
    nextMs: Infinity,
    orders: { title: 'limit 1 ms', because: 'Xen knows no limit.', commands: [setLimit(1)] },
  }),
  look: ({ settings, state, ram, nowMs }) => {
    if (ram === null || state.hasForced) return { state, nextMs: nowMs };
    const rounds = ram.dirtySyncCount - 1;
    const pages = bytesToPages(ram.remaining);
    const because =
      rounds > 0 && pages < FEW_PAGES
        ? `${formatCount(pages)} pages are left, fewer than ${FEW_PAGES}.`
        : rounds >= settings.passes
          ? `${rounds} rounds are made.`
          : ram.transferred > MOST_TIMES_RAM * ram.total
            ? `${formatBytes(ram.transferred)} were sent, more than ${MOST_TIMES_RAM} times the RAM.`
            : null;
    if (because === null) return { state, nextMs: nowMs };
    const { title, command } = LAST_RESORTS.force;
    return { state: { hasForced: true }, nextMs: nowMs, orders: { title, because, commands: [command] } };
  },
});

const FEW_PAGES = 50;
const MOST_TIMES_RAM = 3;
