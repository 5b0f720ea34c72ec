import { t } from '../language/t.ts';
import { useAppStore } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { Switch } from '../ui/switch.tsx';
import { addressOfPlace } from '../views/learn/address.ts';
import { showLab } from '../views/show-lab.ts';
import styles from './help-dialog.module.css';
import { useSingleKeys } from './key-choice.ts';
import { shortcuts } from './keyboard.ts';

/** What the app is, in three sentences, and its keys. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  const { moveTour } = useAppStore().getState();
  const takeTour = () => {
    onClose();
    showLab();
    moveTour(0);
  };
  return (
    <Dialog title={t('Help')} isOpen onClose={onClose}>
      <p className={styles.text}>
        {t(
          "Switchover runs QEMU's live migration page by page in this browser. Change the device, the limit or the rule and see when the guest is stopped, and what that costs. Nothing is sent anywhere.",
        )}
      </p>
      <h3 className={styles.title}>{t('Find your way')}</h3>
      <ul className={styles.ways}>
        <li>
          <Button variant="quiet" onPress={takeTour}>
            {t('Tour of the screen')}
          </Button>
        </li>
        <li>
          <a href={addressOfPlace({})} onClick={onClose}>
            {t('Lessons')}
          </a>
        </li>
        <li>
          <a href={addressOfPlace({ lesson: 'glossary' })} onClick={onClose}>
            {t('Glossary')}
          </a>
        </li>
      </ul>
      <h3 className={styles.title}>{t('Listen to a run')}</h3>
      <p className={styles.text}>
        {t(
          'In the Lab, “Listen” beside the curve plays what remains to be sent as a tone against a steady one for the threshold: an octave for each four times, one tone where the guest may be stopped. Each sync ticks; the end rises where the guest was handed over and falls where it was not.',
        )}
      </p>
      <h3 className={styles.title}>{t('Keys')}</h3>
      <Switch
        label={t('Letters and signs are shortcuts')}
        help={t('Turn them off if you speak to the computer: what you say would press them.')}
        value={hasSingleKeys}
        onChange={setSingleKeys}
      />
      <dl className={styles.keys}>
        {shortcuts.map(({ id, keys, does }) => (
          <div key={id}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
