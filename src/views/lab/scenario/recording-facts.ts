import type { Trace, TraceAction, TraceConfig } from '../../../traces/trace.ts';
import { formatCount } from '../../../units.ts';
import { formatQuantity } from './quantity.ts';

/** What was known of a real migration before it began, in words, by heading. */
export interface RecordingFact {
  readonly heading: string;
  readonly words: string;
}

export function recordingFacts({ qemuVersion, accel, config, actions, errors }: Trace): RecordingFact[] {
  const { linkBytesPerSecond, maxBandwidth, downtimeLimitMs } = config;
  return [
    { heading: 'QEMU', words: `${qemuVersion}, ${accel.toUpperCase()}` },
    { heading: 'Guest', words: guestWords(config) },
    {
      heading: 'Limits',
      words: `max-bandwidth ${maxBandwidth === 0 ? '0' : formatQuantity(maxBandwidth, 'bytes/s')}, downtime-limit ${formatQuantity(downtimeLimitMs, 'ms')}`,
    },
    {
      heading: 'Link',
      words:
        linkBytesPerSecond === null
          ? 'as fast as its host'
          : `${formatQuantity(linkBytesPerSecond, 'bytes/s')}, kept by a relay`,
    },
    ...listed('Capabilities', Object.keys(config.capabilities).filter(isNews(config.capabilities))),
    ...listed('Commands', actions.map(commandWords)),
    ...listed(
      'Refused',
      errors.map(({ desc }) => desc),
    ),
  ];
}

/** `events` only makes QEMU say more. */
const isNews = (on: TraceConfig['capabilities']) => (name: string) => on[name] === true && name !== 'events';

const listed = (heading: string, words: readonly string[]): RecordingFact[] =>
  words.length === 0 ? [] : [{ heading, words: words.join('; ') }];

function guestWords({ ramBytes, stoppedBeforeMigrate, guest, measuredWritesPerSecond }: TraceConfig): string {
  const ram = formatQuantity(ramBytes, 'bytes');
  if (stoppedBeforeMigrate) return `${ram}, stopped before migrate`;
  if (guest.pattern === 'idle') return `${ram}, idle`;
  const { regionPages, hotPages, hotShare, onMs, offMs } = guest;
  const rate = `${formatCount(Math.round(measuredWritesPerSecond))} pages/s`;
  const words = [`${ram}, ${WRITES.get(guest.pattern) ?? guest.pattern} to ${formatCount(regionPages)} pages, ${rate}`];
  if (hotPages !== undefined && hotShare !== undefined)
    words.push(`${formatQuantity(hotShare, 'share')} of them on ${formatCount(hotPages)} hot pages`);
  if (onMs !== undefined && offMs !== undefined)
    words.push(`${formatQuantity(onMs, 'ms')} on, ${formatQuantity(offMs, 'ms')} off`);
  return words.join(', ');
}

/** The recordings have their own names for the patterns. */
const WRITES: ReadonlyMap<string, string> = new Map([
  ['sequential', 'sequential writes'],
  ['uniform', 'uniform writes'],
  ['hotcold', 'hot and cold writes'],
  ['bursts', 'bursts of writes'],
]);

function commandWords({ tMs, execute, arguments: given }: TraceAction): string {
  const set = Object.entries(given).map(([name, value]) => ` ${name} ${argumentWords(name, value)}`);
  return `at ${formatQuantity(Math.max(Math.round(tMs), 0), 'ms')} ${execute}${set.join(',')}`;
}

function argumentWords(name: string, value: unknown): string {
  if (typeof value !== 'number') return JSON.stringify(value);
  if (name === 'max-bandwidth' && value > 0) return formatQuantity(value, 'bytes/s');
  return name === 'downtime-limit' ? formatQuantity(value, 'ms') : String(value);
}
