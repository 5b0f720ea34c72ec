import { useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
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
    <Dialog title={t('Take away')} size="wide" isOpen onClose={onClose}>
      {subject && <Parts subject={subject} />}
    </Dialog>
  );
}

function Parts({ subject: { run, maps, notes } }: { readonly subject: LabSubject }) {
  const [isLog, setLog] = useState(false);
  const figures = useMemo(
    () => [...figuresOf(run, { isLog }), ...maps.map((map) => pageFigure(run, map))],
    [run, maps, isLog],
  );
  const comparison = useMemo(
    () => ({
      question:
        run.title === '' ? t('What does this migration cost?') : t('What does “{run}” cost?', { run: run.title }),
      runs: [{ ...run, note: '' }],
      provenance: provenanceOf(run),
    }),
    [run],
  );
  const name = run.title || t('run');
  return (
    <Tabs
      label={t('What to take away')}
      tabs={[
        {
          id: 'figures',
          title: t('Figures', {}, 'drawn'),
          content: <FiguresTab name={name} figures={figures} isLog={isLog} onLog={setLog} />,
        },
        {
          id: 'report',
          title: t('Report'),
          content: (
            <ReportTab name={name} comparison={comparison} shared={{ toMs: run.endMs, maxBytes: 1 }} notes={notes} />
          ),
        },
        {
          id: 'mail',
          title: t('Mail'),
          content: (
            <TextTab
              about={t('For a reply on a mailing list: 72 columns of plain text, and the link below them.')}
              label={t('The text for a mail')}
              name={name}
              file="txt"
              text={() => mailText(run)}
            />
          ),
        },
        { id: 'commands', title: t('Commands'), content: <CommandsTab blocks={commandBlocks(run)} /> },
        {
          id: 'trace',
          title: t('Trace'),
          content: (
            <TextTab
              about={t(
                'The run as a trace: phases, passes, states and the parts of the downtime as slices, looks at the dirty log and decisions as instants, bytes as counters. Open the file in Perfetto (ui.perfetto.dev, Open trace file) or in chrome://tracing.',
              )}
              label={t('The trace')}
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
