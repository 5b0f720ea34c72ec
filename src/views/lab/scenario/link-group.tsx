import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkChangeList } from './link-change-list.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** How fast the bytes travel, and when that changes. */
export function LinkGroup({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      {scenario.link.kind === 'fast' ? (
        <TestLink windowMs={scenario.link.windowMs} />
      ) : (
        <ScenarioField scenario={scenario} name="linkBytesPerSecond" ticks={linkTicks()} />
      )}
      <ScenarioField scenario={scenario} name="max-bandwidth" ticks={capTicks()} />
      <ScenarioField scenario={scenario} name="host" />
      {scenario.link.kind === 'wire' && <LinkChangeList scenario={scenario} />}
    </>
  );
}

const linkTicks = () => [
  { value: 1_250_000, label: '10 Mbit/s' },
  { value: 1_250_000_000, label: '10 Gbit/s' },
  { value: Number.POSITIVE_INFINITY, label: t('host') },
];
const capTicks = () => [
  { value: 1_000_000, label: '8 Mbit/s' },
  { value: 125_000_000, label: '1 Gbit/s' },
  { value: Number.POSITIVE_INFINITY, label: t('no limit') },
];

/** Comes from a file only: a means to compare the rules with recorded sums. */
function TestLink({ windowMs }: { readonly windowMs: number }) {
  const { edit } = useAppStore().getState();
  return (
    <div className={styles.item}>
      <p className={styles.plain}>
        {t(
          'A link for tests: sending takes no time, and each window takes exactly {ms} ms. Only a file can ask for it.',
          { ms: windowMs },
        )}
      </p>
      <div>
        <Button onPress={() => edit((now) => ({ ...now, link: { kind: 'wire', bytesPerSecond: null } }))}>
          {t('Take a link with a speed')}
        </Button>
      </div>
    </div>
  );
}
