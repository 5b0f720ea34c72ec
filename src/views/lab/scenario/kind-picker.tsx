import { Shapes } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { WorkloadPicture } from '../../../charts/workload-picture.tsx';
import { useAppStore } from '../../../store/use-app.ts';
import { PICTURE, picturedKinds, withWorkloadKind } from '../../../store/workload-kinds.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import styles from './kind-picker.module.css';

/** Chooses what the guest does by name and picture; its workloads are replaced. */
export function KindPicker() {
  const { edit } = useAppStore().getState();
  const [isOpen, setOpen] = useState(false);
  const choose = (id: string) => {
    setOpen(false);
    edit((now) => withWorkloadKind(now, id));
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Shapes aria-hidden size="1em" />
        Choose what the guest does
      </Button>
      <Dialog title="What the guest does" size="wide" isOpen={isOpen} onClose={() => setOpen(false)}>
        <p className={styles.legend}>
          Each picture shows {PICTURE.ms / 1000} seconds from left to right and RAM from top to bottom; what stands out
          more is written more. The workloads of the guest are replaced, its write rate stays about the same.
        </p>
        <ul className={styles.kinds}>
          {isOpen && picturedKinds().map((kind) => <Kind key={kind.id} {...kind} choose={choose} />)}
        </ul>
      </Dialog>
    </>
  );
}

type PicturedKind = ReturnType<typeof picturedKinds>[number];

function Kind({ id, name, says, cells, choose }: PicturedKind & { readonly choose: (id: string) => void }) {
  return (
    <li>
      <AriaButton className={styles.kind ?? ''} onPress={() => choose(id)}>
        <span className={styles.picture}>
          <WorkloadPicture cells={cells} columns={PICTURE.columns} rows={PICTURE.rows} />
        </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.says}>{says}</span>
      </AriaButton>
    </li>
  );
}
