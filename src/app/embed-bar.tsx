import { ExternalLink } from 'lucide-react';
import { t } from '../language/t.ts';
import { isShow, withParts } from '../store/hash-parts.ts';
import styles from './embed-bar.module.css';

/** What stands under the run inside another page: whose it is, and the way out of the frame. */
export function EmbedBar() {
  return (
    <footer className={styles.bar}>
      <span>{t('Switchover: a live migration, page by page')}</span>
      <a
        href={location.href}
        target="_blank"
        rel="noopener"
        // The address changes while the link is on the screen, so it is read when it is followed.
        onClick={(event) => {
          event.currentTarget.href = withParts(location.hash, isShow, []);
        }}
      >
        {t('Open in full')}
        <ExternalLink aria-hidden size="1em" />
      </a>
    </footer>
  );
}
