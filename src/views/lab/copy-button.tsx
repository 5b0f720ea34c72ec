import { Copy } from 'lucide-react';
import { t } from '../../language/t.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toasts.tsx';

export interface CopyButtonProps {
  /** Begins the sentence that says it is done: `The reply`. */
  readonly what: string;
  readonly text: () => string;
}

export function CopyButton({ what, text }: CopyButtonProps) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      notify({ kind: 'info', text: t('{what} is in the clipboard.', { what }) });
    } catch {
      notify({
        kind: 'error',
        title: t('The browser did not allow the copy.'),
        text: t('Mark the text and copy it by hand.'),
      });
    }
  };
  return (
    <Button variant="quiet" onPress={copy}>
      <Copy aria-hidden size="1em" />
      {t('Copy')}
    </Button>
  );
}
