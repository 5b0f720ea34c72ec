import { Plus } from 'lucide-react';
import type { LinkChange, Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { FieldControl } from './field-control.tsx';
import { addLinkChange, linkChangesOf, withLinkChanges } from './link-changes.ts';
import { ListItem } from './list-item.tsx';
import { instantMs } from './own-numbers.ts';
import styles from './scenario.module.css';

/** More of them come from a guest that shared its link; only a file can edit them. */
const MOST_SHOWN = 12;

/** When the link's speed changes, and to what. */
export function LinkChangeList({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const changes = linkChangesOf(scenario);
  const put = (index: number, ...replaced: LinkChange[]) =>
    edit((now) => withLinkChanges(now, linkChangesOf(now).toSpliced(index, 1, ...replaced)), `link change ${index}`);
  const hidden = Math.max(0, changes.length - MOST_SHOWN);
  return (
    <>
      {changes.slice(0, MOST_SHOWN).map((change, index) => (
        <ListItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a change is its place in the list, it has no other name
          key={index}
          title={t('Link change {number}', { number: index + 1 })}
          removeLabel={t('Remove link change {number}', { number: index + 1 })}
          onRemove={() => put(index)}
        >
          <NumberField
            label={t('At')}
            help={t('Time after migrate.')}
            value={change.atMs}
            onChange={(atMs) => put(index, { ...change, atMs })}
            {...instantMs}
          />
          <FieldControl
            name="linkBytesPerSecond"
            label={t('New link speed')}
            help={t('From then on; QEMU learns of it only by what its windows measure.')}
            value={change.bytesPerSecond}
            onChange={(value) => put(index, { ...change, bytesPerSecond: value === null ? null : Number(value) })}
          />
        </ListItem>
      ))}
      <div className={styles.item}>
        {changes.length === 0 && <p className={styles.plain}>{t('The link keeps its speed.')}</p>}
        {hidden > 0 && (
          <p className={styles.plain}>{t('And {hidden} more changes, which the scenario file shows.', { hidden })}</p>
        )}
        <div className={styles.buttons}>
          <Button isDisabled={hidden > 0} onPress={() => edit(addLinkChange)}>
            <Plus aria-hidden size="1em" />
            {t('Add a change of speed')}
          </Button>
          {changes.length > 1 && (
            <Button onPress={() => edit((now) => withLinkChanges(now, []))}>{t('Keep the first speed')}</Button>
          )}
        </div>
      </div>
    </>
  );
}
