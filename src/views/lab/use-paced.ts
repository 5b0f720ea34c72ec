import { useEffect, useState } from 'react';
import type { AppState } from '../../store/app-store.ts';
import { useAppStore } from '../../store/use-app.ts';

/**
 * What `read` gives, at most four times a second however often `subscribe` tells of a change; the last value always
 * arrives, and at once while nothing plays. For text beside a picture that moves at frame rate: nobody reads faster, and
 * React has nothing to do between.
 * Both functions keep their identity, else the subscription is renewed.
 */
export function usePaced<Value>(subscribe: (changed: () => void) => () => void, read: () => Value): Value {
  const [value, setValue] = useState(read);
  const { getState } = useAppStore();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = Number.NEGATIVE_INFINITY;
    const put = () => {
      timer = undefined;
      lastMs = performance.now();
      setValue(() => read());
    };
    const stop = subscribe(() => {
      const waitMs = getState().playing ? lastMs + PACE_MS - performance.now() : 0;
      if (waitMs > 0) {
        timer ??= setTimeout(put, waitMs);
      } else {
        clearTimeout(timer);
        put();
      }
    });
    put();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [subscribe, read, getState]);
  return value;
}

/** `useApp` for what changes at frame rate. The selector is declared outside the component. */
export function usePacedApp<Part>(selector: (state: AppState) => Part): Part {
  const { subscribe, getState } = useAppStore();
  const [read] = useState(() => () => selector(getState()));
  return usePaced(subscribe, read);
}

const PACE_MS = 250;
