import { Plus } from 'lucide-react';
import type { Action, ReleaseName, Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { Select } from '../../../ui/select.tsx';
import { actionWords, parametersOf } from '../action-words.ts';
import { actionOf, addAction, commandOptions, kindOf, newValueWords, withActions } from './commands.ts';
import { FieldControl } from './field-control.tsx';
import { ListItem } from './list-item.tsx';
import { instantMs } from './own-numbers.ts';
import styles from './scenario.module.css';

/** What is done while the migration runs, by time. */
export function CommandList({ scenario }: { readonly scenario: Scenario }) {
  const { edit } = useAppStore().getState();
  const { actions } = scenario;
  const put = (index: number, ...replaced: Action[]) =>
    edit((now) => withActions(now, now.actions.toSpliced(index, 1, ...replaced)), `command ${index}`);
  return (
    <>
      {actions.map((action, index) => (
        <ListItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a command is its place in the list, it has no other name
          key={index}
          title={t('Command {number}', { number: index + 1 })}
          removeLabel={t('Remove command {number}', { number: index + 1 })}
          onRemove={() => put(index)}
        >
          <CommandFields action={action} release={scenario.qemu.release} onChange={(changed) => put(index, changed)} />
        </ListItem>
      ))}
      <div className={styles.item}>
        {actions.length === 0 && <p className={styles.plain}>{t('Nothing is done while the migration runs.')}</p>}
        <div>
          <Button onPress={() => edit(addAction)}>
            <Plus aria-hidden size="1em" />
            {t('Add a command')}
          </Button>
        </div>
      </div>
    </>
  );
}

interface CommandFieldsProps {
  readonly action: Action;
  readonly release: ReleaseName;
  readonly onChange: (action: Action) => void;
}

function CommandFields({ action, release, onChange }: CommandFieldsProps) {
  return (
    <>
      <NumberField
        label={t('At')}
        help={t('Time after migrate.')}
        value={action.atMs}
        onChange={(atMs) => onChange({ ...action, atMs })}
        {...instantMs}
      />
      <Select
        label={t('What')}
        value={kindOf(action)}
        onChange={(kind) => onChange(actionOf(kind, action.atMs))}
        options={commandOptions(release)}
        placeholder={actionWords(action)}
      />
      {'arguments' in action &&
        parametersOf(action).map((name) => (
          <FieldControl
            key={name}
            name={name}
            label={newValueWords(name)}
            value={action.arguments[name] ?? null}
            onChange={(value) =>
              onChange({
                ...action,
                arguments: { ...action.arguments, [name]: typeof value === 'boolean' ? value : Number(value) },
              })
            }
          />
        ))}
    </>
  );
}
