import { X } from 'lucide-react';
import { isShared } from '../../charts/page-cells.ts';
import { nameOfRange, zoomTo as rangeAround } from '../../charts/page-zoom.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { BiographyEvents, LostStory } from './biography-events.tsx';
import { standing } from './biography-words.ts';
import styles from './page-biography.module.css';

/** What the selected page went through up to the playhead. */
export function PageBiography() {
  const run = useApp(runOf);
  const slot = useApp(slotOf);
  const biography = useApp(biographyOf);
  const isPlaying = useApp(isPlayingOf);
  const { selectPage, zoomTo } = useAppStore().getState();
  if (!run || slot === null)
    return (
      <p className={styles.none}>
        {t(
          'Click a page in one of the maps, or walk there with the arrow keys and press Enter. Everything that happened to it will stand here: who wrote it, which sync found it, when it was sent.',
        )}
      </p>
    );
  const page = { fromSlot: slot, toSlot: slot + 1 };
  return (
    <div>
      <div className={styles.head}>
        <h3 className={styles.title}>{capital(nameOfRange(run.layout, page))}</h3>
        <IconButton label={t('Let go of this page')} icon={<X />} onPress={() => selectPage(null)} />
      </div>
      {biography ? (
        <>
          <LostStory biography={biography} devices={run.scenario.devices} />
          <p className={styles.meta}>
            {isShared(run.layout, slot)
              ? t('Shared memory: both sides have this very page, and nothing of it is sent.')
              : standing(biography)}
          </p>
          {isPlaying && <p className={styles.meta}>{t('As it was when the playhead last stood still.')}</p>}
          <div className={styles.actions}>
            <Button onPress={() => zoomTo(rangeAround(run.layout, page))}>{t('Zoom to it')}</Button>
          </div>
          <BiographyEvents biography={biography} devices={run.scenario.devices} />
        </>
      ) : (
        <p className={styles.meta}>
          {isPlaying
            ? t('It is told when the playhead stands still: pause to read it.')
            : t('The run is made once more with an eye on this page.')}
        </p>
      )}
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const runOf = (state: AppState) => state.run;
const slotOf = (state: AppState) => state.pageSlot;
const biographyOf = (state: AppState) => state.biography;
const isPlayingOf = (state: AppState) => state.playing;
