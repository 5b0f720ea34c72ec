import { Copy } from 'lucide-react';
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
      notify({ kind: 'info', text: `${what} is in the clipboard.` });
    } catch {
      notify({
        kind: 'error',
        title: 'The browser did not allow the copy.',
        text: 'Mark the text and copy it by hand.',
      });
    }
  };
  return (
    <Button variant="quiet" onPress={copy}>
      <Copy aria-hidden size="1em" />
      Copy
    </Button>
  );
}
