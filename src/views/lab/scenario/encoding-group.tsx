import type { Scenario } from '../../../engine/scenario.ts';
import { GONE_IN, stillHas } from '../../../store/fields.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import styles from './scenario.module.css';
import { ScenarioField } from './scenario-field.tsx';

/** Pages sent as what changed of them, or compressed; and what is in them, which both depend on. */
export function EncodingGroup({ scenario }: { readonly scenario: Scenario }) {
  const { release } = scenario.qemu;
  return (
    <>
      <ScenarioField scenario={scenario} name="xbzrle" />
      <ScenarioField scenario={scenario} name="xbzrle-cache-size" />
      <ScenarioField scenario={scenario} name="changedBytes" />
      <ScenarioField scenario={scenario} name="changesAt" />
      {stillHas(release, 'compress') ? (
        <>
          <ScenarioField scenario={scenario} name="compress" />
          <ScenarioField scenario={scenario} name="compress-threads" />
        </>
      ) : (
        <p className={styles.plain}>
          <Sentence
            of="`compress` was removed in QEMU {gone}; this is {release}."
            parts={{ gone: GONE_IN.compress, release }}
          />
        </p>
      )}
      <ScenarioField scenario={scenario} name="compressionRatio" />
      <ScenarioField scenario={scenario} name="incompressibleShare" />
      <ScenarioField scenario={scenario} name="compressMsPerPage" />
    </>
  );
}
