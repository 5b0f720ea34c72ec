import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { comparisonFigures, pageFigure, type TakenFigure } from '../../takeaway/figures.ts';
import { provenanceOfAll } from '../../takeaway/taken-run.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { type CompareSubject, compareSubject } from './compare-subject.ts';
import { FiguresTab } from './figures-tab.tsx';
import { ReportTab } from './report-tab.tsx';
import type { TakeAwayDialogProps } from './take-away-button.tsx';
import { useSubject } from './use-subject.ts';

/** What of the compared runs can be taken away. */
export function CompareDialog({ onClose }: TakeAwayDialogProps) {
  const store = useAppStore();
  const theme = useColourScheme();
  const subject = useSubject(() => compareSubject(store, theme));
  return (
    <Dialog title={t('Take away')} size="wide" isOpen onClose={onClose}>
      {subject && <Parts subject={subject} />}
    </Dialog>
  );
}

function Parts({ subject: { comparison, shared, maps, difference } }: { readonly subject: CompareSubject }) {
  const figures = useMemo(
    () => [
      ...comparisonFigures(comparison, shared),
      ...maps.map(({ run, map }, i) => {
        const figure = pageFigure(run, map);
        return { ...figure, id: `${figure.id}-${i + 1}`, title: `${figure.title}: ${run.title}` };
      }),
      ...(difference ? [differenceFigure(difference)] : []),
    ],
    [comparison, shared, maps, difference],
  );
  return (
    <Tabs
      label={t('What to take away')}
      tabs={[
        {
          id: 'figures',
          title: t('Figures', {}, 'drawn'),
          content: <FiguresTab name="comparison" figures={figures} />,
        },
        {
          id: 'report',
          title: t('Report'),
          content: <ReportTab name="comparison" comparison={comparison} shared={shared} />,
        },
      ]}
    />
  );
}

/** Of both runs: neither verdict stands above it. */
function differenceFigure({ pair, map }: NonNullable<CompareSubject['difference']>): TakenFigure {
  const title = pair.map((run) => run.title).join(` ${t('and')} `);
  return pageFigure(null, map, provenanceOfAll(pair, title, location.href));
}
