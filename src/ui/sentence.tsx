import { createElement, Fragment, type ReactNode } from 'react';
import { t } from '../language/t.ts';

export interface SentenceProps {
  /** English, as for `t`: `{name}` is the part of that name, what stands between backquotes is code, between asterisks stressed. */
  readonly of: string;
  readonly parts?: Readonly<Record<string, ReactNode>>;
}

/** A whole sentence of the page's language with elements in it, each where that language puts it. */
export function Sentence({ of, parts = {} }: SentenceProps): ReactNode {
  const pieces = t(of).split(MARKS);
  return createElement(Fragment, null, ...pieces.map((piece) => shown(piece, parts)));
}

const MARKS = /(\{[\w-]+\}|`[^`]+`|\*[^*]+\*)/;

function shown(piece: string, parts: Readonly<Record<string, ReactNode>>): ReactNode {
  const inner = piece.slice(1, -1);
  if (/^\{.*\}$/.test(piece)) return parts[inner] ?? piece;
  if (/^`.*`$/.test(piece)) return <code>{inner}</code>;
  return /^\*.+\*$/.test(piece) ? <em>{inner}</em> : piece;
}
