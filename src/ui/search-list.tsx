import {
  Autocomplete,
  Collection,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { t } from '../language/t.ts';
import { Keys } from './keys.tsx';
import listStyles from './list.module.css';
import styles from './search-list.module.css';

export interface SearchItem {
  readonly id: string;
  readonly label: string;
  /** Is searched too. */
  readonly detail?: string;
  /** As in `Keys`. */
  readonly keys?: string;
}
export interface SearchSection {
  readonly id: string;
  readonly title: string;
  readonly items: readonly SearchItem[];
}
export interface SearchListProps {
  /** Names the field and the list. */
  readonly label: string;
  /** Sections without items are left out. */
  readonly sections: readonly SearchSection[];
  readonly onChoose: (id: string) => void;
}

/** A field to type into and the list of what matches, walked through with the arrow keys from the field. */
export function SearchList({ label, sections, onChoose }: SearchListProps) {
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
      <SearchField aria-label={label} autoFocus className={styles.search ?? ''}>
        <Input className={styles.field ?? ''} placeholder={label} />
      </SearchField>
      <Menu
        aria-label={label}
        className={`${listStyles.list} ${styles.found}`}
        items={sections.filter(({ items }) => items.length > 0)}
        onAction={(key) => onChoose(String(key))}
        renderEmptyState={() => <p className={styles.none}>{t('Nothing has these words.')}</p>}
      >
        {({ id: section, title, items }) => (
          <MenuSection id={section}>
            <Header className={listStyles.section ?? ''}>{title}</Header>
            <Collection items={items}>
              {({ id, label: name, detail, keys }) => (
                <MenuItem
                  id={id}
                  textValue={`${name} ${detail ?? ''} ${title}`}
                  className={`${listStyles.item} ${styles.item}`}
                >
                  <span>
                    {name}
                    {detail && <span className={listStyles.detail}>{detail}</span>}
                  </span>
                  {keys && <Keys keys={keys} />}
                </MenuItem>
              )}
            </Collection>
          </MenuSection>
        )}
      </Menu>
    </Autocomplete>
  );
}
