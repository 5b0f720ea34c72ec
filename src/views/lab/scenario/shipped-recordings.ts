import { useEffect, useState } from 'react';
import { parseRecordings, type Recording } from '../../../traces/recordings.ts';

/** The recordings that come with the app and are offered in it. */
export type Shipped =
  | { readonly kind: 'fetching' }
  | { readonly kind: 'ready'; readonly recordings: readonly OfferedRecording[] }
  /** With one sentence on why. */
  | { readonly kind: 'missing'; readonly why: string };

export type OfferedRecording = Recording & { readonly offered: string };

/** Fetched once, when the panel comes to the screen. */
export function useShippedRecordings(): Shipped {
  const [shipped, setShipped] = useState<Shipped>({ kind: 'fetching' });
  useEffect(() => {
    let isGone = false;
    const show = (found: Shipped) => {
      if (!isGone) setShipped(found);
    };
    fetchRecording('index.json')
      .then((text) => show({ kind: 'ready', recordings: parseRecordings(JSON.parse(text)).filter(isOffered) }))
      .catch((error: unknown) =>
        show({ kind: 'missing', why: error instanceof Error ? error.message : String(error) }),
      );
    return () => {
      isGone = true;
    };
  }, []);
  return shipped;
}

/**
 * The text of a file that lies in `traces/` beside the page.
 * @throws Error with the status of the answer, or the browser's own when there is none
 */
export async function fetchRecording(file: string): Promise<string> {
  if (__SINGLE__) throw new Error('They do not come with the one-file build; drop a recording below.');
  const response = await fetch(new URL(`traces/${file}`, document.baseURI));
  if (!response.ok) throw new Error(`traces/${file}: ${response.status} ${response.statusText}`);
  return response.text();
}

const isOffered = (recording: Recording): recording is OfferedRecording => recording.offered !== null;
