import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { SITUATIONS, type SituationOf } from '../../thread/situations.ts';
import { Evidence } from './evidence.tsx';
import styles from './situations.module.css';
import { changeText, claimAddress } from './words.ts';

/** The two situations that the thread does not always tell apart, each before the patch and with it. */
export function Situations() {
  return (
    <section aria-labelledby="situations">
      <h2 id="situations" className={styles.title}>
        {t('Two situations, kept apart')}
      </h2>
      <p className={styles.lead}>
        {t(
          'The mails speak of a device “without tracking” and mean one or the other. Each claim below says in which its runs are made.',
        )}
      </p>
      <div className={styles.pair}>
        {SITUATIONS.map((situation) => (
          <One key={situation.id} situation={situation} />
        ))}
      </div>
    </section>
  );
}

function One({ situation: { id, title, text, spokenOf, before, patched } }: { readonly situation: SituationOf }) {
  const { showClaim } = useAppStore().getState();
  const facts = useApp(factsOf);
  const change = changeText(facts[before], facts[patched]);
  return (
    <section className={styles.situation} aria-labelledby={`situation-${id}`}>
      <h3 id={`situation-${id}`} className={styles.name}>
        <span className={styles.letter}>{id}</span> {t(title)}
      </h3>
      <p className={styles.text}>
        {t(text)} {t('See')}{' '}
        {spokenOf.map((claim, index) => (
          <span key={claim}>
            {index > 0 && <> {t('and')} </>}
            <a
              href={claimAddress({ id: claim })}
              onClick={(event) => {
                event.preventDefault();
                showClaim(claim);
              }}
            >
              <span translate="no">{claim}</span>
            </a>
          </span>
        ))}
        .
      </p>
      <p className={styles.change}>{change ?? t('Both runs are being made.')}</p>
      <Evidence run={before} place={`before-${id}`} checks={[]} level={4} />
      <Evidence run={patched} place={`patched-${id}`} checks={[]} level={4} />
    </section>
  );
}

const factsOf = (state: AppState) => state.threadFacts;
