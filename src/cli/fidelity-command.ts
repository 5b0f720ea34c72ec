import { parseArgs } from 'node:util';
import { fidelityReport } from '../traces/fidelity.ts';
import { goldenReport } from '../traces/golden-report.ts';
import { predict } from '../traces/predict.ts';
import { publishedReport } from '../traces/published-report.ts';
import { parseTraceText } from '../traces/read-trace.ts';
import { parseRecordings } from '../traces/recordings.ts';
import type { Command } from './cli.ts';
import { readProjectFile } from './io.ts';

export const fidelityCommand: Command = {
  help: `Usage: npm run -s cli -- fidelity

Predicts every recording in public/traces, runs the golden traces, holds the formulas against
published numbers and the recordings, and writes it all to docs/fidelity.md.
`,
  run(args, io) {
    parseArgs({ args, options: {} });
    const recordings = parseRecordings(JSON.parse(readProjectFile(io, 'public/traces/index.json')));
    const predictions = recordings.map(({ file }) =>
      predict(parseTraceText(readProjectFile(io, `public/traces/${file}`), file)),
    );
    io.writeProjectText(
      'docs/fidelity.md',
      `${fidelityReport(predictions)}\n${goldenReport()}\n${publishedReport(predictions)}`,
    );
    io.out(`docs/fidelity.md: ${predictions.length} recordings\n`);
    return 0;
  },
};
