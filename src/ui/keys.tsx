import { t } from '../language/t.ts';
import styles from './keys.module.css';

/** A shortcut as keycaps, as a keyboard of the language has them: `Shift+Left` is two. Arrow keys are drawn as arrows and read out as words. */
export function Keys({ keys }: { readonly keys: string }) {
  const arrows = arrowsInWords();
  const caps = capsInWords();
  return (
    <span className={styles.keys}>
      {keys.split(BETWEEN).map((key) => (
        <kbd key={key} {...(key in arrows ? { 'aria-label': arrows[key], role: 'img' } : {})}>
          {ARROWS[key] ?? caps[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}

/** A plus with something on both sides; `+` alone is a key. */
const BETWEEN = /(?<=.)\+(?=.)/;
const ARROWS: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' };

const arrowsInWords = (): Readonly<Record<string, string>> => ({
  Left: t('Left arrow'),
  Right: t('Right arrow'),
  Up: t('Up arrow'),
  Down: t('Down arrow'),
});
const capsInWords = (): Readonly<Record<string, string>> => ({
  Space: t('Space', {}, 'key'),
  Shift: t('Shift', {}, 'key'),
  Ctrl: t('Ctrl', {}, 'key'),
  Home: t('Home', {}, 'key'),
  End: t('End', {}, 'key'),
  PageUp: t('PageUp', {}, 'key'),
  PageDown: t('PageDown', {}, 'key'),
});
