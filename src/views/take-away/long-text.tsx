import styles from './take-away.module.css';

/** A text that scrolls in both directions, with the keyboard too. */
export function LongText({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.text} tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  );
}
