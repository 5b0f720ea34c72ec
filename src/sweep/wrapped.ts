/** Prefix of the first line and of all others, and the longest line allowed, prefix included. */
export interface Wrapping {
  readonly first: string;
  readonly rest: string;
  readonly columns: number;
}

/** `text` in lines, broken at blanks; a word that fits on no line is cut. */
export function wrapped(text: string, { first, rest, columns }: Wrapping): readonly string[] {
  const lines: string[] = [];
  let prefix = first;
  let line = '';
  const close = (): void => {
    lines.push(prefix + line);
    prefix = rest;
    line = '';
  };
  for (let word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && prefix.length + line.length + 1 + word.length > columns) close();
    for (; prefix.length + word.length > columns; word = word.slice(columns - rest.length)) {
      // Only a word too long for a line of its own gets here, so the line is empty.
      line = word.slice(0, columns - prefix.length);
      word = word.slice(line.length - (columns - rest.length));
      close();
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '' || lines.length === 0) close();
  return lines;
}
