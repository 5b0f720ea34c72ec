/**
 * The text of HMP `info migrate` for a `query-migrate` reply.
 * @source QEMU migration/migration-hmp-cmds.c (monitor/hmp-cmds.c), hmp_info_migrate() v7.2. The order of lines is QEMU's;
 * sizes are in kbytes, rounded down.
 * @param clearBitmapShift the migration's property `x-clear-bitmap-shift`
 */
export function infoMigrate(reply: Readonly<Record<string, unknown>>, clearBitmapShift: number): string {
  const lines = [...GLOBALS, `clear-bitmap-shift: ${clearBitmapShift}`];
  const blocked = reply['blocked-reasons'] as readonly string[] | undefined;
  if (blocked) lines.push('Outgoing migration blocked:', ...blocked.map((reason) => `  ${reason}`));
  const { status } = reply as { status?: string };
  if (status !== undefined) {
    lines.push(`Migration status: ${status}${reply['error-desc'] === undefined ? '' : ` (${reply['error-desc']})`}`);
  }
  for (const [key, label] of TIMES) if (reply[key] !== undefined) lines.push(`${label}: ${reply[key]} ms`);
  const ram = reply.ram as Record<string, number> | undefined;
  if (ram) {
    const kbytes = (bytes: number): string => `${Math.floor(bytes / 1024)} kbytes`;
    lines.push(
      `transferred ram: ${kbytes(ram.transferred!)}`,
      `throughput: ${ram.mbps!.toFixed(2)} mbps`,
      `remaining ram: ${kbytes(ram.remaining!)}`,
      `total ram: ${kbytes(ram.total!)}`,
      `duplicate: ${ram.duplicate} pages`,
      `skipped: ${ram.skipped ?? 0} pages`,
      `normal: ${ram.normal} pages`,
      `normal bytes: ${kbytes(ram['normal-bytes']!)}`,
      `dirty sync count: ${ram['dirty-sync-count']}`,
      `page size: ${Math.floor(ram['page-size']! / 1024)} kbytes`,
      `multifd bytes: ${kbytes(ram['multifd-bytes']!)}`,
      `pages-per-second: ${ram['pages-per-second']}`,
    );
    if (ram['dirty-pages-rate']) lines.push(`dirty pages rate: ${ram['dirty-pages-rate']} pages`);
    if (ram['postcopy-requests']) lines.push(`postcopy request count: ${ram['postcopy-requests']}`);
    for (const [key, label] of SHARES) if (ram[key]) lines.push(`${label}: ${kbytes(ram[key]!)}`);
  }
  const xbzrle = reply['xbzrle-cache'] as Record<string, number> | undefined;
  if (xbzrle)
    lines.push(
      `cache size: ${xbzrle['cache-size']} bytes`,
      `xbzrle transferred: ${Math.floor(xbzrle.bytes! / 1024)} kbytes`,
      `xbzrle pages: ${xbzrle.pages} pages`,
      `xbzrle cache miss: ${xbzrle['cache-miss']} pages`,
      `xbzrle cache miss rate: ${xbzrle['cache-miss-rate']!.toFixed(2)}`,
      `xbzrle encoding rate: ${xbzrle['encoding-rate']!.toFixed(2)}`,
      `xbzrle overflow: ${xbzrle.overflow}`,
    );
  const compression = reply.compression as Record<string, number> | undefined;
  if (compression)
    lines.push(
      `compression pages: ${compression.pages} pages`,
      `compression busy: ${compression.busy}`,
      `compression busy rate: ${compression['busy-rate']!.toFixed(2)}`,
      `compressed size: ${Math.floor(compression['compressed-size']! / 1024)} kbytes`,
      `compression rate: ${compression['compression-rate']!.toFixed(2)}`,
    );
  const throttle = reply['cpu-throttle-percentage'];
  if (throttle !== undefined) lines.push(`cpu throttle percentage: ${throttle}`);
  const blocktime = reply['postcopy-blocktime'];
  if (blocktime !== undefined) lines.push(`postcopy blocktime: ${blocktime}`);
  const each = reply['postcopy-vcpu-blocktime'] as readonly number[] | undefined;
  if (each) lines.push(`postcopy vcpu blocktime: ${each.join(', ')}`);
  for (const [key, label] of LIMITED) if (reply[key] !== undefined) lines.push(`${label}: ${reply[key]} us`);
  const vfio = reply.vfio as { transferred: number } | undefined;
  if (vfio) lines.push(`vfio device transferred: ${Math.floor(vfio.transferred / 1024)} kbytes`);
  return lines.join('\n');
}

/** `migration_global_dump`, all at their defaults. */
const GLOBALS = [
  'globals:',
  'store-global-state: on',
  'only-migratable: off',
  'send-configuration: on',
  'send-section-footer: on',
  'decompress-error-check: on',
];
const TIMES = [
  ['total-time', 'total time'],
  ['expected-downtime', 'expected downtime'],
  ['downtime', 'downtime'],
  ['setup-time', 'setup'],
] as const;
const LIMITED = [
  ['dirty-limit-throttle-time-per-round', 'dirty-limit throttle time'],
  ['dirty-limit-ring-full-time', 'dirty-limit ring full time'],
] as const;
const SHARES = [
  ['precopy-bytes', 'precopy ram'],
  ['downtime-bytes', 'downtime ram'],
  ['postcopy-bytes', 'postcopy ram'],
] as const;
