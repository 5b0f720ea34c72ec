import type { PageBiography } from '../../engine/record.ts';
import { formatCount } from '../../units.ts';
import { eventText } from './biography-words.ts';
import styles from './page-biography.module.css';

/** What happened to a page, in order. */
export function BiographyEvents({ biography }: { readonly biography: PageBiography }) {
  const { events, omitted } = biography;
  return (
    <>
      <ol className={styles.events}>
        {events.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a biography only grows at its end
          <li key={i}>
            <span className={styles.at}>{`${formatCount(event.atMs)} ms`}</span>
            <span className={styles[event.kind]}>{eventText(event)}</span>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p className={styles.meta}>Nothing has happened to it so far.</p>}
      {omitted > 0 && <p className={styles.meta}>{`${formatCount(omitted)} later events are left out.`}</p>}
    </>
  );
}
