/**
 * Gives a function that runs `task`, but never twice at once: asked while it runs, it runs once more afterwards. So
 * whoever asks often gets the newest answer and no queue. The promise resolves when nothing is left to do.
 * @param task reads what it needs when it starts; it must not throw
 */
export function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  return () => {
    isAskedAgain = true;
    running ??= (async () => {
      while (isAskedAgain) {
        isAskedAgain = false;
        await task();
      }
      running = null;
    })();
    return running;
  };
}
