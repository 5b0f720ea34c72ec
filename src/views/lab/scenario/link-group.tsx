import type { Scenario } from '../../../engine/scenario.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** How fast the bytes travel. */
export function LinkGroup({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      {scenario.link.kind === 'fast' ? (
        <TestLink windowMs={scenario.link.windowMs} />
      ) : (
        <ScenarioField scenario={scenario} name="linkBytesPerSecond" />
      )}
      <ScenarioField scenario={scenario} name="max-bandwidth" />
      <ScenarioField scenario={scenario} name="host" />
    </>
  );
}

/** Comes from a file only: a means to compare the rules with recorded sums. */
function TestLink({ windowMs }: { readonly windowMs: number }) {
  const { edit } = useAppStore().getState();
  return (
    <div className={styles.item}>
      <p className={styles.plain}>
        A link for tests: sending takes no time, and each window takes exactly {windowMs} ms. Only a file can ask for
        it.
      </p>
      <div>
        <Button onPress={() => edit((now) => ({ ...now, link: { kind: 'wire', bytesPerSecond: null } }))}>
          Take a link with a speed
        </Button>
      </div>
    </div>
  );
}
