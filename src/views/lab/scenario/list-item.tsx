import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './scenario.module.css';

export interface ListItemProps {
  /** `Workload 2` */
  readonly title: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One of several things of a kind in a group, with its own controls. */
export function ListItem({ title, removeLabel, onRemove, children }: ListItemProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.item}>
      <div className={styles.itemHead}>
        <h4 id={id}>{title}</h4>
        <IconButton label={removeLabel} icon={<X />} onPress={onRemove} />
      </div>
      {children}
    </section>
  );
}
