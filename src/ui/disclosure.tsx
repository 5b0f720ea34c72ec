import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import { t } from '../language/t.ts';
import styles from './disclosure.module.css';

export interface DisclosureProps {
  readonly title: string;
  /** Few words in the closed state: what is set in here. */
  readonly summary?: ReactNode;
  /** Marks that something in here differs from its default. */
  readonly isChanged?: boolean;
  /** Without it the group keeps its state itself, closed at first. */
  readonly isOpen?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
  /** Of its heading: one below the heading that it lies under. */
  readonly level?: 3 | 5;
  readonly children: ReactNode;
}

/** A group that opens. Lies in a `DisclosureGroup`. */
export function Disclosure(props: DisclosureProps) {
  const { title, summary, isChanged = false, isOpen, onToggle, level = 3, children } = props;
  return (
    <AriaDisclosure
      className={styles.disclosure ?? ''}
      {...(isOpen === undefined ? {} : { isExpanded: isOpen })}
      {...(onToggle ? { onExpandedChange: onToggle } : {})}
    >
      <Heading level={level} className={styles.heading ?? ''}>
        <Button slot="trigger" className={styles.trigger ?? ''}>
          <ChevronRight aria-hidden size="1em" className={styles.chevron} />
          <span className={styles.title}>{title}</span>
          <span className={styles.summary}>{summary}</span>
          {isChanged && <span className={styles.changed}>{t('changed')}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel ?? ''}>
        <div className={styles.content}>{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}

/** Groups under each other with hairlines between them. */
export function DisclosureGroup({ children }: { readonly children: ReactNode }) {
  return <div className={styles.group}>{children}</div>;
}
