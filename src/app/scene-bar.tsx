import { ChevronLeft, ChevronRight, ListVideo, X } from 'lucide-react';
import { counted, t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { keysOf, useShortcuts } from './keyboard.ts';
import styles from './scene-bar.module.css';

/** What stands over the screen in a talk instead of the top bar: which scene this is, and the way to the others. */
export function SceneBar({ onScenes }: { readonly onScenes: () => void }) {
  const { goToScene, setShowing } = useAppStore().getState();
  const scenes = useApp(scenesOf);
  const scene = useApp(sceneOf);
  const previous = (scene ?? 0) - 1;
  const next = (scene ?? -1) + 1;
  useShortcuts({
    previousScene: () => goToScene(previous),
    nextScene: () => goToScene(next),
  });
  return (
    <header className={styles.bar}>
      {scenes.length > 0 && (
        <IconButton
          label={t('Scene before')}
          keys={keysOf('previousScene')}
          icon={<ChevronLeft />}
          variant="plain"
          isDisabled={previous < 0}
          onPress={() => goToScene(previous)}
        />
      )}
      {scenes.length > 0 && (
        <IconButton
          label={t('Next scene')}
          keys={keysOf('nextScene')}
          icon={<ChevronRight />}
          variant="plain"
          isDisabled={next >= scenes.length}
          onPress={() => goToScene(next)}
        />
      )}
      <p role="status" className={styles.title}>
        {scene === null ? (
          scenesInWords(scenes.length)
        ) : (
          <>
            <span className={styles.place}>
              {t('{scene} of {scenes}', { scene: scene + 1, scenes: scenes.length })}
            </span>{' '}
            {scenes[scene]?.title}
          </>
        )}
      </p>
      <IconButton label={t('Scenes')} icon={<ListVideo />} variant="plain" onPress={onScenes} />
      <IconButton
        label={t('Leave the talk')}
        keys={keysOf('present')}
        icon={<X />}
        variant="plain"
        onPress={() => setShowing('full')}
      />
    </header>
  );
}

const scenesInWords = (scenes: number): string =>
  scenes === 0 ? t('No scenes') : counted(scenes, '{count} scene', '{count} scenes');

const scenesOf = (state: AppState) => state.scenes;
const sceneOf = (state: AppState) => state.scene;
