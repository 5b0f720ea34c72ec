import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { COMPARED } from '../../sweep/incomparable.ts';
import { settingsToVary } from '../../sweep/settings-to-vary.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Select } from '../../ui/select.tsx';
import styles from './add-variant.module.css';

/** "This run with ...": one setting changed; or the run in the Lab; or another question. */
export function AddVariant() {
  return (
    <Popover
      button={
        <Button>
          <Plus aria-hidden size="1em" />
          {t('Add a variant')}
        </Button>
      }
    >
      <Editor />
    </Popover>
  );
}

function Editor() {
  const { addVariantNamed, addRunOfLab, askQuestionOf, askManagements } = useAppStore().getState();
  const settings = useMemo(settingsToVary, []);
  const [name, setName] = useState(settings[0]!.name);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const isFull = useApp(isFullOf);
  const setting = settings.find((each) => each.name === name)!;
  const add = (value: string) => {
    setFault(addVariantNamed(`${name}=${value.trim()}`));
  };
  const choose = (next: string) => {
    setName(next);
    setTyped('');
    setFault(null);
  };
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        add(typed);
      }}
    >
      <h2 className={styles.title}>{t('This run with')}</h2>
      <Select
        label={t('Setting')}
        value={name}
        onChange={choose}
        options={settings.map((each) => ({ value: each.name, label: each.name, detail: each.sets }))}
      />
      {setting.values.length > 0 ? (
        <Select
          label={t('Value')}
          value={typed === '' ? null : typed}
          onChange={setTyped}
          options={setting.values.map((value) => ({ value, label: value }))}
        />
      ) : (
        <div className={styles.typed}>
          <label htmlFor="variant-value">{t('Value')}</label>
          <input
            id="variant-value"
            value={typed}
            placeholder={setting.example}
            aria-describedby="variant-fault"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      )}
      <FieldError id="variant-fault">{fault}</FieldError>
      {isFull && <p className={styles.full}>{t('Nine variants are shown, and more would be too small to read.')}</p>}
      <Button type="submit" variant="primary" isDisabled={isFull || typed.trim() === ''}>
        {t('Add it')}
      </Button>
      <div className={styles.others}>
        <Button isDisabled={isFull} onPress={addRunOfLab}>
          {t('Add the run in the Lab')}
        </Button>
        <Button onPress={() => askQuestionOf('lab')}>{t('Ask the thread’s question of the Lab’s guest')}</Button>
        <Button onPress={() => askQuestionOf('thread')}>{t('Ask it of the thread’s guest')}</Button>
        <Button onPress={() => askManagements('lab')}>{t('Nine managements of the Lab’s guest')}</Button>
        <Button onPress={() => askManagements('plateau')}>{t('Nine managements of one guest that stalls')}</Button>
      </div>
    </form>
  );
}

const isFullOf = ({ variants }: AppState) => variants.length >= COMPARED.most;
