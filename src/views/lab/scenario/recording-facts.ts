import { t, type Values } from '../../../language/t.ts';
import type { Trace, TraceAction, TraceConfig } from '../../../traces/trace.ts';
import { formatQuantity } from './quantity.ts';

/** What was known of a real migration before it began, in words, by heading. */
export interface RecordingFact {
  readonly id: 'qemu' | 'guest' | 'limits' | 'link' | 'capabilities' | 'commands' | 'refused';
  readonly heading: string;
  readonly words: string;
}

export function recordingFacts({ qemuVersion, accel, config, actions, errors }: Trace): RecordingFact[] {
  const { linkBytesPerSecond, maxBandwidth, downtimeLimitMs } = config;
  return [
    { id: 'qemu', heading: 'QEMU', words: `${qemuVersion}, ${accel.toUpperCase()}` },
    { id: 'guest', heading: t('Guest'), words: guestWords(config) },
    {
      id: 'limits',
      heading: t('Limits'),
      words: `max-bandwidth ${maxBandwidth === 0 ? '0' : formatQuantity(maxBandwidth, 'bytes/s')}, downtime-limit ${formatQuantity(downtimeLimitMs, 'ms')}`,
    },
    {
      id: 'link',
      heading: t('Link'),
      words:
        linkBytesPerSecond === null
          ? t('as fast as its host')
          : t('{speed}, kept by a relay', { speed: formatQuantity(linkBytesPerSecond, 'bytes/s') }),
    },
    ...listed('capabilities', t('Capabilities'), Object.keys(config.capabilities).filter(isNews(config.capabilities))),
    ...listed('commands', t('Commands'), actions.map(commandWords)),
    ...listed(
      'refused',
      t('Refused'),
      errors.map(({ desc }) => desc),
    ),
  ];
}

/** `events` only makes QEMU say more. */
const isNews = (on: TraceConfig['capabilities']) => (name: string) => on[name] === true && name !== 'events';

const listed = (id: RecordingFact['id'], heading: string, words: readonly string[]): RecordingFact[] =>
  words.length === 0 ? [] : [{ id, heading, words: words.join('; ') }];

function guestWords({ ramBytes, stoppedBeforeMigrate, guest, measuredWritesPerSecond }: TraceConfig): string {
  const ram = formatQuantity(ramBytes, 'bytes');
  if (stoppedBeforeMigrate) return t('{ram}, stopped before migrate', { ram });
  if (guest.pattern === 'idle') return t('{ram}, idle', { ram });
  const { regionPages, hotPages, hotShare, onMs, offMs } = guest;
  const rate = formatQuantity(Math.round(measuredWritesPerSecond), 'pages/s');
  const words = [writesTo(guest.pattern, { ram, pages: regionPages, rate })];
  if (hotPages !== undefined && hotShare !== undefined)
    words.push(
      t('{share} of them on {pages} hot pages', { share: formatQuantity(hotShare, 'share'), pages: hotPages }),
    );
  if (onMs !== undefined && offMs !== undefined)
    words.push(t('{on} on, {off} off', { on: formatQuantity(onMs, 'ms'), off: formatQuantity(offMs, 'ms') }));
  return words.join(', ');
}

/** The recordings have their own names for the patterns. */
function writesTo(pattern: string, values: Values): string {
  switch (pattern) {
    case 'sequential':
      return t('{ram}, sequential writes to {pages} pages, {rate}', values);
    case 'uniform':
      return t('{ram}, uniform writes to {pages} pages, {rate}', values);
    case 'hotcold':
      return t('{ram}, hot and cold writes to {pages} pages, {rate}', values);
    case 'bursts':
      return t('{ram}, bursts of writes to {pages} pages, {rate}', values);
    default:
      return t('{ram}, {pattern} to {pages} pages, {rate}', { ...values, pattern });
  }
}

function commandWords({ tMs, execute, arguments: given }: TraceAction): string {
  const set = Object.entries(given).map(([name, value]) => ` ${name} ${argumentWords(name, value)}`);
  return t('at {time} {command}', {
    time: formatQuantity(Math.max(Math.round(tMs), 0), 'ms'),
    command: `${execute}${set.join(',')}`,
  });
}

function argumentWords(name: string, value: unknown): string {
  if (typeof value !== 'number') return JSON.stringify(value);
  if (name === 'max-bandwidth' && value > 0) return formatQuantity(value, 'bytes/s');
  return name === 'downtime-limit' ? formatQuantity(value, 'ms') : String(value);
}
