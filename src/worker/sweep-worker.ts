import { speak } from '../language/t.ts';
import { releaseTable } from '../sweep/release-table.ts';
import type { Speak } from './protocol.ts';
import type { SweepCommand, SweepReply } from './sweep-protocol.ts';

/** A worker without a screen: it makes many runs for one question, tells before each, and answers once. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (reply: SweepReply) => scope.postMessage(reply);

scope.onmessage = ({ data }: MessageEvent<SweepCommand | Speak>) =>
  data.type === 'speak' ? speak(data.speech) : answer(data);

function answer({ scenario }: SweepCommand): void {
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
}
