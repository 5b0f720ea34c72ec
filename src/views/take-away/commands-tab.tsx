import { useState } from 'react';
import { t } from '../../language/t.ts';
import { blockText, type CommandBlock } from '../../takeaway/commands/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { CopyButton } from '../lab/copy-button.tsx';
import { saveFile } from '../save-file.ts';
import { LongText } from './long-text.tsx';
import styles from './take-away.module.css';

/** The migration in the words of one tool after the other. */
export function CommandsTab({ blocks }: { readonly blocks: readonly CommandBlock[] }) {
  const [id, setId] = useState<CommandBlock['id']>(blocks[0]!.id);
  const block = blocks.find((each) => each.id === id) ?? blocks[0]!;
  const text = blockText(block);
  return (
    <div className={styles.tab}>
      <p className={styles.note}>
        {t(
          'What it takes to make this migration on real QEMU. What a tool cannot be told stands in its remarks; guest, link and hosts must be like the scenario’s for the numbers to be.',
        )}
      </p>
      <Segmented
        label={t('For', {}, 'tool')}
        isLabelHidden
        value={id}
        onChange={setId}
        options={blocks.map(({ id: value, title }) => ({ value, label: title }))}
      />
      <div className={styles.actions}>
        <CopyButton what={t('What is said to {tool}', { tool: block.title })} text={() => text} />
        <Button onPress={() => saveFile(block.file, 'text/plain', text)}>
          {t('Save as {file}', { file: block.file })}
        </Button>
      </div>
      <LongText label={t('For {tool}', { tool: block.title })} text={text} />
    </div>
  );
}
