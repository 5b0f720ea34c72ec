import { parseArgs } from 'node:util';
import { fidelityReport } from '../traces/fidelity.ts';
import { CARD_FILE, cardText } from '../traces/fidelity-card.ts';
import { goldenReport } from '../traces/golden-report.ts';
import { fidelityCard } from '../traces/make-fidelity-card.ts';
import { predict } from '../traces/predict.ts';
import { publishedReport, vs1Report } from '../traces/published-report.ts';
import { parseTraceText } from '../traces/read-trace.ts';
import { parseRecordings } from '../traces/recordings.ts';
import type { Command } from './cli.ts';
import { readProjectFile } from './io.ts';

export const fidelityCommand: Command = {
  help: `Usage: npm run -s cli -- fidelity

Predicts every recording in public/traces, runs the golden traces and VS-1, holds the formulas
against published numbers and the recordings, and writes it all to docs/fidelity.md and, for the
screen of that name, to public/fidelity/card.json. The same as npm run fidelity.
`,
  run(args, io) {
    parseArgs({ args, options: {} });
    const recordings = parseRecordings(JSON.parse(readProjectFile(io, 'public/traces/index.json')));
    const predictions = recordings.map(({ file }) =>
      predict(parseTraceText(readProjectFile(io, `public/traces/${file}`), file)),
    );
    const card = fidelityCard(recordings, predictions);
    io.writeProjectText(
      'docs/fidelity.md',
      [fidelityReport(predictions), goldenReport(), vs1Report(card.vs1), publishedReport(predictions)].join('\n'),
    );
    io.writeProjectText(`public/${CARD_FILE}`, cardText(card));
    io.out(`docs/fidelity.md, public/${CARD_FILE}: ${predictions.length} recordings\n`);
    return 0;
  },
};
