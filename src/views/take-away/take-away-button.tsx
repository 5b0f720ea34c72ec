import { Download } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { fetchTexts } from '../../language/catalogues.ts';
import { t } from '../../language/t.ts';
import { Button } from '../../ui/button.tsx';

export interface TakeAwayDialogProps {
  readonly onClose: () => void;
}

/** Figures, report, mail, commands and trace of what is on the screen. What makes them is loaded when it is first asked for. */
export function TakeAwayButton({
  of,
  isDisabled = false,
}: {
  readonly of: 'lab' | 'compare';
  readonly isDisabled?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const Dialog = DIALOGS[of];
  return (
    <>
      <Button isDisabled={isDisabled} onPress={() => setOpen(true)}>
        <Download aria-hidden size="1em" />
        {t('Take away')}
      </Button>
      {isOpen && (
        <Suspense>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

const DIALOGS: Readonly<Record<'lab' | 'compare', ComponentType<TakeAwayDialogProps>>> = {
  lab: withTexts(async () => (await import('./lab-dialog.tsx')).LabDialog),
  compare: withTexts(async () => (await import('./compare-dialog.tsx')).CompareDialog),
};

function withTexts(fetchDialog: () => Promise<ComponentType<TakeAwayDialogProps>>) {
  return lazy(async () => {
    const [dialog] = await Promise.all([fetchDialog(), fetchTexts('take-away')]);
    return { default: dialog };
  });
}
