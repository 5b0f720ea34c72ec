import { releaseTable } from '../sweep/release-table.ts';
import { hearing } from './speaking.ts';
import type { SweepCommand, SweepReply } from './sweep-protocol.ts';

/** A worker without a screen: it makes many runs for one question, tells before each, and answers once. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (reply: SweepReply) => scope.postMessage(reply);

scope.onmessage = hearing<SweepCommand>(({ scenario }) => {
  try {
    const runs = releaseTable(scenario);
    for (let made = 0; ; made++) {
      const { done, value } = runs.next();
      if (done) return post({ type: 'releases', rows: value });
      post({ type: 'progress', made, release: value.release });
    }
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});
