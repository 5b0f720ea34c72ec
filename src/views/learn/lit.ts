import { createContext, useContext } from 'react';
import type { Mark } from '../../content/lesson.ts';

/** The mark that a reader points at, in the formula or in the figure. */
export interface Lit {
  readonly mark: Mark | null;
  readonly light: (mark: Mark | null) => void;
}
export const LitContext = createContext<Lit>({ mark: null, light: () => {} });

/** What an element needs that stands for a mark: lit when the mark is pointed at, and pointing at it itself. */
export function useMark(mark: Mark): {
  readonly 'data-mark': Mark;
  readonly 'data-lit': boolean;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
} {
  const lit = useContext(LitContext);
  return {
    'data-mark': mark,
    'data-lit': lit.mark === mark,
    onPointerEnter: () => lit.light(mark),
    onPointerLeave: () => lit.light(null),
  };
}
