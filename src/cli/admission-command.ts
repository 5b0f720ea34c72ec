import { parseArgs } from 'node:util';
import { admissionDocument } from '../sweep/admission-document.ts';
import { type AdmissionRow, admissionTable } from '../sweep/admission-table.ts';
import type { Command } from './cli.ts';
import { UsageError } from './io.ts';

export const admissionCommand: Command = {
  help: `Usage: npm run -s cli -- admission [--json | --document]

Says for every combination of release, enable-migration, tracker of the device, tracker of the container, vIOMMU, number of
devices and P2P whether the release lets such a guest migrate, and in which words it refuses.

  --json       one object a line: release, enableMigration, deviceLogging, containerTracker, viommu, devices, p2p,
               verdict (allowed, warned, blocked, realize-error), message
  --document   write docs/admission.md, with combinations that differ in nothing that matters on one line
`,
  run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, document: { type: 'boolean' } } });
    if (values.json && values.document) throw new UsageError('--json and --document: choose one');
    const rows = admissionTable();
    if (values.document) {
      io.writeProjectText('docs/admission.md', admissionDocument(rows));
      io.out(`docs/admission.md: ${rows.length} combinations\n`);
      return 0;
    }
    for (const row of rows) io.out(values.json ? `${JSON.stringify(row)}\n` : inWords(row));
    return 0;
  },
};

function inWords(row: AdmissionRow): string {
  const cells = [
    row.release.padEnd(4),
    row.enableMigration.padEnd(4),
    row.deviceLogging ? 'logs' : '-   ',
    row.containerTracker.padEnd(16),
    row.viommu ? 'vIOMMU' : '-     ',
    row.devices === 1 ? '1 device ' : '2 devices',
    row.p2p ? 'P2P' : '-  ',
    row.verdict.padEnd(13),
    row.message,
  ];
  return `${cells.join('  ').trimEnd()}\n`;
}
