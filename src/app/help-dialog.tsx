import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { Switch } from '../ui/switch.tsx';
import styles from './help-dialog.module.css';
import { useSingleKeys } from './key-choice.ts';
import { shortcuts } from './keyboard.ts';

/** What the app is, in three sentences, and its keys. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog title="Help" isOpen={isOpen} onClose={onClose}>
      <p className={styles.text}>
        Switchover runs QEMU's live migration page by page in this browser. Change the device, the limit or the rule and
        see when the guest is stopped, and what that costs. Nothing is sent anywhere.
      </p>
      <h3 className={styles.title}>Keys</h3>
      <Switch
        label="Letters and signs are shortcuts"
        help="Turn them off if you speak to the computer: what you say would press them."
        value={hasSingleKeys}
        onChange={setSingleKeys}
      />
      <dl className={styles.keys}>
        {shortcuts.map(({ id, keys, does }) => (
          <div key={id}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
