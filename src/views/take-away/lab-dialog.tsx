import { useMemo, useState } from 'react';
import { useAppStore } from '../../store/use-app.ts';
import { commandBlocks } from '../../takeaway/commands/commands.ts';
import { figuresOf, pageFigure } from '../../takeaway/figures.ts';
import { mailText } from '../../takeaway/mail.ts';
import { provenanceOf } from '../../takeaway/taken-run.ts';
import { traceText } from '../../takeaway/trace-events.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CommandsTab } from './commands-tab.tsx';
import { FiguresTab } from './figures-tab.tsx';
import { type LabSubject, labSubject } from './lab-subject.ts';
import { ReportTab } from './report-tab.tsx';
import type { TakeAwayDialogProps } from './take-away-button.tsx';
import { TextTab } from './text-tab.tsx';
import { useSubject } from './use-subject.ts';

/** What of the Lab's run can be taken away. */
export function LabDialog({ onClose }: TakeAwayDialogProps) {
  const store = useAppStore();
  const subject = useSubject(() => labSubject(store));
  return (
    <Dialog title="Take away" size="wide" isOpen onClose={onClose}>
      {subject && <Parts subject={subject} />}
    </Dialog>
  );
}

function Parts({ subject: { run, maps } }: { readonly subject: LabSubject }) {
  const [isLog, setLog] = useState(false);
  const figures = useMemo(
    () => [...figuresOf(run, { isLog }), ...maps.map((map) => pageFigure(run, map))],
    [run, maps, isLog],
  );
  const comparison = useMemo(
    () => ({
      question: run.title === '' ? 'What does this migration cost?' : `What does “${run.title}” cost?`,
      runs: [{ ...run, note: '' }],
      provenance: provenanceOf(run),
    }),
    [run],
  );
  const name = run.title || 'run';
  return (
    <Tabs
      label="What to take away"
      tabs={[
        {
          id: 'figures',
          title: 'Figures',
          content: <FiguresTab name={name} figures={figures} isLog={isLog} onLog={setLog} />,
        },
        {
          id: 'report',
          title: 'Report',
          content: <ReportTab name={name} comparison={comparison} shared={{ toMs: run.endMs, maxBytes: 1 }} />,
        },
        {
          id: 'mail',
          title: 'Mail',
          content: (
            <TextTab
              about="For a reply on a mailing list: 72 columns of ASCII, and the link below them."
              label="The text for a mail"
              name={name}
              file="txt"
              text={() => mailText(run)}
            />
          ),
        },
        { id: 'commands', title: 'Commands', content: <CommandsTab blocks={commandBlocks(run)} /> },
        {
          id: 'trace',
          title: 'Trace',
          content: (
            <TextTab
              about="The run as a trace: phases, passes, states and the parts of the downtime as slices, looks at the dirty log and decisions as instants, bytes as counters. Open the file in Perfetto (ui.perfetto.dev, Open trace file) or in chrome://tracing."
              label="The trace"
              name={name}
              file="trace.json"
              text={() => traceText(run)}
              isLong
            />
          ),
        },
      ]}
    />
  );
}
