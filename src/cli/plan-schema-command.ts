import { parseArgs } from 'node:util';
import { planJsonSchema } from '../sweep/study/plan-json-schema.ts';
import type { Command } from './cli.ts';

export const planSchemaCommand: Command = {
  help: `Usage: npm run -s cli -- plan-schema

The JSON schema of plan files, for editors and other programs; the app publishes it as schemas/plan.schema.json.
`,
  run(args, io) {
    parseArgs({ args, options: {} });
    io.out(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
    return 0;
  },
};
