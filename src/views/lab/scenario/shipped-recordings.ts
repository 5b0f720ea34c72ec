import { useEffect, useState } from 'react';
import { parseRecordings, type Recording } from '../../../traces/recordings.ts';
import { fetchShipped } from '../../shipped-file.ts';

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

/** The text of a recording that comes with the app. @throws Error as `fetchShipped` does */
export const fetchRecording = (file: string): Promise<string> => fetchShipped(`traces/${file}`);

const isOffered = (recording: Recording): recording is OfferedRecording => recording.offered !== null;
