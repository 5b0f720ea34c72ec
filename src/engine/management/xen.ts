import { counted, t } from '../../language/t.ts';
import { bytesToPages, formatBytes } from '../../units.ts';
import { limitTitle, type Policy, policy, resort, setLimit } from './policy.ts';

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
    orders: { title: limitTitle(1), because: t('Xen knows no limit.'), commands: [setLimit(1)] },
  }),
  look: ({ settings, state, ram, nowMs }) => {
    if (ram === null || state.hasForced) return { state, nextMs: nowMs };
    const rounds = ram.dirtySyncCount - 1;
    const pages = bytesToPages(ram.remaining);
    const because =
      rounds > 0 && pages < FEW_PAGES
        ? counted(pages, '{count} page is left, fewer than {few}.', '{count} pages are left, fewer than {few}.', {
            few: FEW_PAGES,
          })
        : rounds >= settings.passes
          ? counted(rounds, '{count} round is made.', '{count} rounds are made.')
          : ram.transferred > MOST_TIMES_RAM * ram.total
            ? t('{bytes} were sent, more than {times} times the RAM.', {
                bytes: formatBytes(ram.transferred),
                times: MOST_TIMES_RAM,
              })
            : null;
    if (because === null) return { state, nextMs: nowMs };
    return { state: { hasForced: true }, nextMs: nowMs, orders: resort('force', because) };
  },
});

const FEW_PAGES = 50;
const MOST_TIMES_RAM = 3;
