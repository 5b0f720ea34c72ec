/** Words in a picture that is a file. `more`: further attributes, as they stand in SVG. */
export function svgText(words: string, x: number, y: number, fill: string, more = ''): string {
  return `<text x="${x.toFixed(2)}" y="${y.toFixed(2)}" fill="${fill}"${more && ` ${more}`}>${escaped(words)}</text>`;
}

/** Words inside SVG or HTML, as text or as the value of an attribute in double quotes. */
export const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
