import { Plus } from 'lucide-react';
import type { LinkChange, Scenario } from '../../../engine/scenario.ts';
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
        // biome-ignore lint/suspicious/noArrayIndexKey: a change is its place in the list, it has no other name
        <ListItem key={index} title={`Link change ${index + 1}`} onRemove={() => put(index)}>
          <NumberField
            label="At"
            help="Time after migrate."
            value={change.atMs}
            onChange={(atMs) => put(index, { ...change, atMs })}
            {...instantMs}
          />
          <FieldControl
            name="linkBytesPerSecond"
            label="New link speed"
            help="From then on; QEMU learns of it only by what its windows measure."
            value={change.bytesPerSecond}
            onChange={(value) => put(index, { ...change, bytesPerSecond: value === null ? null : Number(value) })}
          />
        </ListItem>
      ))}
      <div className={styles.item}>
        {changes.length === 0 && <p className={styles.plain}>The link keeps its speed.</p>}
        {hidden > 0 && <p className={styles.plain}>{`And ${hidden} more changes, which the scenario file shows.`}</p>}
        <div className={styles.buttons}>
          <Button isDisabled={hidden > 0} onPress={() => edit(addLinkChange)}>
            <Plus aria-hidden size="1em" />
            Add a change of speed
          </Button>
          {changes.length > 1 && (
            <Button onPress={() => edit((now) => withLinkChanges(now, []))}>Keep the first speed</Button>
          )}
        </div>
      </div>
    </>
  );
}
