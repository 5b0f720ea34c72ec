import { parseArgs } from 'node:util';
import { PRESETS } from '../scenario/presets.ts';
import type { Command } from './cli.ts';

export const presetsCommand: Command = {
  help: `Usage: npm run -s cli -- presets [--json]

Lists the presets, one line each: the name to give to run, and what it teaches.

  --json   one object a line: id, title, teaches, scenario
`,
  run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const width = Math.max(...PRESETS.map(({ id }) => id.length));
    for (const { id, title, teaches, scenario } of PRESETS)
      io.out(
        values.json ? `${JSON.stringify({ id, title, teaches, scenario })}\n` : `${id.padEnd(width)}  ${teaches}\n`,
      );
    return 0;
  },
};
