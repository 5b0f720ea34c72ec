/**
 * Prose as data: plain sentences with a few marks, so that a translator sees sentences and not components.
 *
 * `{limit}` is a number: one that the reader may change if the lesson has a knob of that name, else a value of the run.
 * `[[dirty-log]]` is a word of the glossary, `[[dirty-log|the log]]` the same in other words. Between backquotes stands a
 * name of QEMU, between asterisks what is stressed.
 */
export type Prose = string;

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  /** `text` is null where the term's own name is to stand. */
  | { readonly kind: 'term'; readonly id: string; readonly text: string | null }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'stress'; readonly text: string };

/** The pieces of a text, in order; joined they give all of it. */
export function piecesOf(prose: Prose): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of prose.matchAll(MARKS)) {
    if (match.index > from) pieces.push({ kind: 'text', text: prose.slice(from, match.index) });
    from = match.index + match[0].length;
    const { value, term, words, code, stress } = match.groups!;
    if (value !== undefined) pieces.push({ kind: 'value', name: value });
    else if (term !== undefined) pieces.push({ kind: 'term', id: term, text: words ?? null });
    else if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else pieces.push({ kind: 'stress', text: stress! });
  }
  if (from < prose.length) pieces.push({ kind: 'text', text: prose.slice(from) });
  return pieces;
}

/** Names of the values in a text. */
export const valuesIn = (prose: Prose): readonly string[] =>
  piecesOf(prose).flatMap((piece) => (piece.kind === 'value' ? [piece.name] : []));

/** Ids of the terms in a text. */
export const termsIn = (prose: Prose): readonly string[] =>
  piecesOf(prose).flatMap((piece) => (piece.kind === 'term' ? [piece.id] : []));

/** The text without marks, its values said by `say`, for labels and tests. */
export const plain = (prose: Prose, say: (name: string) => string): string =>
  piecesOf(prose)
    .map((piece) =>
      piece.kind === 'value' ? say(piece.name) : piece.kind === 'term' ? (piece.text ?? piece.id) : piece.text,
    )
    .join('');

const MARKS =
  /\{(?<value>[\w-]+)\}|\[\[(?<term>[\w-]+)(?:\|(?<words>[^\]]+))?\]\]|`(?<code>[^`]+)`|\*(?<stress>[^*]+)\*/g;
