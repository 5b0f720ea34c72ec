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
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && prefix.length + line.length + 1 + word.length > columns) close();
    let left = word;
    while (prefix.length + left.length > columns) {
      // Only a word too long for a line of its own gets here, so the line is empty.
      line = left.slice(0, columns - prefix.length);
      left = left.slice(line.length);
      close();
    }
    line = line === '' ? left : `${line} ${left}`;
  }
  if (line !== '' || lines.length === 0) close();
  return lines;
}
