/**
 * The text of a file that comes with the app, beside the page.
 * @param path such as `traces/index.json`
 * @throws Error with the status of the answer, or the browser's own when there is none
 */
export async function fetchShipped(path: string): Promise<string> {
  if (__SINGLE__) throw new Error('the one-file build has no files beside it');
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.text();
}
