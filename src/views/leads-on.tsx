import type { ReactNode } from 'react';
import { mayLeadOn } from '../store/selectors.ts';
import { useApp } from '../store/use-app.ts';

/** Ways to another run: not there under a link that is locked, where its teacher says what may be changed. */
export function LeadsOn({ children }: { readonly children: ReactNode }) {
  return useApp(mayLeadOn) ? children : null;
}
