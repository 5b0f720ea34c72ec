import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import { MOST_TITLE_CHARACTERS } from '../store/show-slice.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './scenes-dialog.module.css';

/** The scenes of a talk, in order: kept from the screen, named, moved, taken away, gone to. */
export function ScenesDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('Scenes of a talk')} isOpen onClose={onClose}>
      <Scenes onClose={onClose} />
    </Dialog>
  );
}

function Scenes({ onClose }: { readonly onClose: () => void }) {
  const { keepScene, renameScene, removeScene, moveScene, goToScene, setShowing } = useAppStore().getState();
  const scenes = useApp(scenesOf);
  const showing = useApp(showingOf);
  const [title, setTitle] = useState('');
  return (
    <div className={styles.scenes}>
      {scenes.length === 0 && (
        <p className={styles.none}>
          {t(
            'A scene is what is on the screen, with its instant, its zoom and its notes. Scenes travel in the link; in a talk Page Down leads to the next.',
          )}
        </p>
      )}
      <ol className={styles.list}>
        {scenes.map((scene, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a scene is its place; two may have one title
          <li key={i}>
            <span aria-hidden>{i + 1}</span>
            <input
              aria-label={t('Title of scene {scene}', { scene: i + 1 })}
              defaultValue={scene.title}
              key={scene.title}
              maxLength={MOST_TITLE_CHARACTERS}
              onBlur={(event) => renameScene(i, event.currentTarget.value)}
            />
            <Button
              onPress={() => {
                goToScene(i);
                onClose();
              }}
              aria-label={t('Go to scene {scene}', { scene: i + 1 })}
            >
              {t('Go')}
            </Button>
            <IconButton
              label={t('Move scene {scene} up', { scene: i + 1 })}
              icon={<ArrowUp />}
              isDisabled={i === 0}
              onPress={() => moveScene(i, -1)}
            />
            <IconButton
              label={t('Move scene {scene} down', { scene: i + 1 })}
              icon={<ArrowDown />}
              isDisabled={i === scenes.length - 1}
              onPress={() => moveScene(i, 1)}
            />
            <IconButton
              label={t('Take scene {scene} away', { scene: i + 1 })}
              icon={<Trash2 />}
              onPress={() => removeScene(i)}
            />
          </li>
        ))}
      </ol>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          keepScene(title);
          setTitle('');
        }}
      >
        <input
          aria-label={t('Title of the new scene')}
          placeholder={t('Scene {scene}', { scene: scenes.length + 1 })}
          value={title}
          maxLength={MOST_TITLE_CHARACTERS}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary">
          {t('Keep what is on the screen')}
        </Button>
      </form>
      {showing === 'full' && (
        <div>
          <Button
            onPress={() => {
              setShowing('present');
              goToScene(0);
              onClose();
            }}
          >
            {t('Begin the talk')}
          </Button>
        </div>
      )}
    </div>
  );
}

const scenesOf = (state: AppState) => state.scenes;
const showingOf = (state: AppState) => state.showing;
