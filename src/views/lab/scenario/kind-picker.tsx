import { Shapes } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { WorkloadPicture } from '../../../charts/workload-picture.tsx';
import { t } from '../../../language/t.ts';
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
        {t('Choose what the guest does')}
      </Button>
      <Dialog title={t('What the guest does')} size="wide" isOpen={isOpen} onClose={() => setOpen(false)}>
        <p className={styles.legend}>
          {t(
            'Each picture shows {seconds} seconds from left to right and RAM from top to bottom; what stands out more is written more. The workloads of the guest are replaced, its write rate stays about the same.',
            { seconds: PICTURE.ms / 1000 },
          )}
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
        <span className={styles.name}>{t(name)}</span>
        <span className={styles.says}>{t(says)}</span>
      </AriaButton>
    </li>
  );
}
