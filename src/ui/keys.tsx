import styles from './keys.module.css';

/** A shortcut as keycaps: `Shift+Left` is two of them. Arrow keys are drawn as arrows and read out as words. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(BETWEEN).map((key) => (
        <kbd key={key} {...(key in ARROWS ? { 'aria-label': `${key} arrow`, role: 'img' } : {})}>
          {ARROWS[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}

/** A plus with something on both sides; `+` alone is a key. */
const BETWEEN = /(?<=.)\+(?=.)/;
const ARROWS: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' };
