import { useEffect, useState } from 'react';

/** What `take` gives, once: what is taken away does not change while the dialog is open. Null until then, and without any. */
export function useSubject<T>(take: () => Promise<T | null>): T | null {
  const [subject, setSubject] = useState<T | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once, when the dialog opens
  useEffect(() => {
    let isOpen = true;
    void take().then((taken) => {
      if (isOpen) setSubject(taken);
    });
    return () => {
      isOpen = false;
    };
  }, []);
  return subject;
}
