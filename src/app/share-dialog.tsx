import { useId, useState } from 'react';
import { t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import { FIELDS, type FieldName } from '../store/fields.ts';
import { useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { notify } from '../ui/toasts.tsx';
import styles from './share-dialog.module.css';
import { embedCode, LENT_FIELDS, type Lock, sharedAddress } from './share-link.ts';

/** The address with what may be changed by those who follow it, as a link, as a talk, or for another page. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('Share what is on the screen')} isOpen onClose={onClose}>
      <ShareForm />
    </Dialog>
  );
}

type Form = 'full' | 'present' | 'embed';

function ShareForm() {
  const name = useApp(nameOf);
  const [showing, setShowing] = useState<Form>('full');
  const [lock, setLock] = useState<Lock>('nothing locked');
  const [free, setFree] = useState<readonly FieldName[]>(['downtime-limit']);
  const address = sharedAddress(location.href, { showing, lock, free });
  const text = showing === 'embed' ? embedCode(address, name || t('A live migration, page by page')) : address;
  const label = useId();
  return (
    <div className={styles.form}>
      <Segmented label={t('As')} value={showing} onChange={setShowing} options={forms()} />
      <Segmented label={t('Who follows it may change')} value={lock} onChange={setLock} options={locks()} />
      {lock === 'some free' && (
        <fieldset className={styles.fields}>
          <legend>{t('Free controls')}</legend>
          {LENT_FIELDS.map((field) => (
            <label key={field}>
              <input
                type="checkbox"
                checked={free.includes(field)}
                onChange={(event) =>
                  setFree(LENT_FIELDS.filter((each) => (each === field ? event.target.checked : free.includes(each))))
                }
              />
              {t(FIELDS[field].label)}
            </label>
          ))}
        </fieldset>
      )}
      <div className={styles.result}>
        <label id={label} htmlFor={`${label}text`}>
          {showing === 'embed' ? t('HTML for the other page') : t('Link', {}, 'address')}
        </label>
        <textarea
          id={`${label}text`}
          readOnly
          translate="no"
          rows={4}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button variant="primary" onPress={() => void copy(text)}>
          {t('Copy')}
        </Button>
      </div>
      <p className={styles.note}>
        {t(
          'Everything is in the link itself: scenario, instant, zoom, selection, notes and scenes. Nothing is kept elsewhere.',
        )}
      </p>
    </div>
  );
}

const forms = (): readonly { value: Form; label: string; help: string }[] => [
  { value: 'full', label: t('Link', {}, 'address'), help: t('The whole app.') },
  { value: 'present', label: t('Talk'), help: t('Large, without what one works with; its scenes go along.') },
  { value: 'embed', label: t('Embed'), help: t('Inside another page, with a way to open it in full.') },
];
const locks = (): readonly { value: Lock; label: string; help: string }[] => [
  { value: 'nothing locked', label: t('Everything'), help: t('Nothing is locked.') },
  { value: 'some free', label: t('Some'), help: t('Only the controls that are ticked.') },
  { value: 'read only', label: t('Nothing'), help: t('The run can be played and looked at.') },
];

async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    notify({ kind: 'info', text: t('Copied.') });
  } catch {
    notify({
      kind: 'error',
      title: t('The browser did not allow the copy.'),
      text: t('Select the text and copy it by hand.'),
    });
  }
}

const nameOf = (state: AppState) => state.scenario.name;
