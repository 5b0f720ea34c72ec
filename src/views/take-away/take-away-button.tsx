import { Download } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useState } from 'react';
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
        Take away
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
  lab: lazy(async () => ({ default: (await import('./lab-dialog.tsx')).LabDialog })),
  compare: lazy(async () => ({ default: (await import('./compare-dialog.tsx')).CompareDialog })),
};
