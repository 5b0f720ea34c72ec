import type { PageBiography } from '../../engine/record.ts';
import type { VfioDevice } from '../../engine/scenario.ts';
import { counted, t } from '../../language/t.ts';
import { formatCount } from '../../units.ts';
import { eventText, lostStory } from './biography-words.ts';
import styles from './page-biography.module.css';

export interface BiographyEventsProps {
  readonly biography: PageBiography;
  /** Those of the run, for their names. */
  readonly devices: readonly VfioDevice[];
}

/** What happened to a page, in order. */
export function BiographyEvents({ biography, devices }: BiographyEventsProps) {
  const { events, omitted } = biography;
  return (
    <>
      <ol className={styles.events}>
        {events.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a biography only grows at its end
          <li key={i}>
            <span className={styles.at}>{`${formatCount(event.atMs)} ms`}</span>
            <span className={styles[event.kind]}>{eventText(event, devices)}</span>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p className={styles.meta}>{t('Nothing has happened to it so far.')}</p>}
      {omitted > 0 && (
        <p className={styles.meta}>
          {counted(omitted, '{count} later event is left out.', '{count} later events are left out.')}
        </p>
      )}
    </>
  );
}

/** How the last write to a page was lost, when it was. */
export function LostStory({ biography, devices }: BiographyEventsProps) {
  const story = lostStory(biography, devices);
  return story === null ? null : <p className={styles.story}>{story}</p>;
}
