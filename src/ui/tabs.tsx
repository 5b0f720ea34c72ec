import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './tabs.module.css';

export interface TabProps<T extends string> {
  readonly id: T;
  readonly title: string;
  /** A small figure behind the title: how many there are. */
  readonly count?: string;
  readonly content: ReactNode;
}

export interface TabsProps<T extends string> {
  /** Names the set of tabs for a screen reader. */
  readonly label: string;
  readonly tabs: readonly TabProps<T>[];
  /** Without it the tabs keep the choice themselves, beginning with the first. */
  readonly selected?: T;
  readonly onSelect?: (id: T) => void;
}

/** Several panels in one place; only the chosen one is mounted. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect }: TabsProps<T>) {
  return (
    <AriaTabs
      className={styles.tabs ?? ''}
      onSelectionChange={(key) => onSelect?.(key as T)}
      {...(selected === undefined ? {} : { selectedKey: selected })}
    >
      <TabList aria-label={label} className={styles.list ?? ''}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
            {tab.title}
            {tab.count && <span className={styles.count}>{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
