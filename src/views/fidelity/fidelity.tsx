import { useEffect } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { FidelityCard } from '../../traces/fidelity-card.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { AimsTable } from './aims-table.tsx';
import { Cells } from './cells.tsx';
import { Golden, Published } from './checks.tsx';
import { percent } from './errors.ts';
import styles from './fidelity.module.css';
import { Formulas } from './formulas.tsx';
import { Recordings } from './recordings.tsx';
import { useCard } from './use-card.ts';

/** How far the engine is from real QEMU and from published results: every figure with source, tolerance and error. */
export function Fidelity() {
  const card = useCard();
  const { pause } = useAppStore().getState();
  const isLabPlaying = useApp(isLabPlayingOf);
  // Nobody sees the Lab's clock from here.
  useEffect(() => {
    if (isLabPlaying) pause();
  }, [isLabPlaying, pause]);
  return (
    <div className={styles.screen}>
      {card.kind === 'fetching' && <p role="status">{t('Fetching the figures.')}</p>}
      {card.kind === 'missing' && (
        <>
          <h1 className={styles.title}>{t('The figures cannot be shown.')}</h1>
          <p className={styles.words}>
            <Sentence
              of="They lie in a file beside the app, and it cannot be fetched ({why}). The same stands in `docs/fidelity.md` of the project; `npm run fidelity` writes both."
              parts={{ why: card.why }}
            />
          </p>
        </>
      )}
      {card.kind === 'ready' && <Parts card={card.card} />}
    </div>
  );
}

function Parts({ card }: { readonly card: FidelityCard }) {
  const { totalTimeMs, transferredBytes, recordings } = card.fidelity;
  return (
    <>
      <header>
        <h1 className={styles.title}>
          {t('Off by {time} in total time and {bytes} in bytes, in the median of {recordings} recorded migrations.', {
            time: percent(totalTimeMs.median),
            bytes: percent(transferredBytes.median),
            recordings,
          })}
        </h1>
        <p className={styles.words}>
          <Sentence of="The recordings are of QEMU 7.2.22 under KVM. Each prediction is made from a recording’s configuration and the commands given while it ran, never from what was measured; what the recorded host costs is one set of numbers for all. `npm run fidelity` writes this page and `docs/fidelity.md`." />
        </p>
      </header>
      <AimsTable aims={card.aims} />
      <Recordings recordings={card.recordings} notes={card.notes} />
      <Golden checks={card.golden} />
      <Cells cells={card.vs1} />
      <Published checks={card.published} asReported={card.asReported} />
      <Formulas formulas={card.formulas} engine={totalTimeMs} />
    </>
  );
}

const isLabPlayingOf = (state: AppState) => state.playing;
