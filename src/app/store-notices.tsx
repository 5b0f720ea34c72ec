import { t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** What the store has to tell, each with what to do about it. */
export function StoreNotices() {
  const notices = useApp(noticesOf);
  const { dismiss, restartEngine } = useAppStore().getState();
  return notices.map(({ about, tone, title, detail, advice, action }) => (
    <Notice
      key={about}
      kind={tone}
      title={title}
      // Without its engine the app can do nothing, so that notice stays until there is one.
      onDismiss={action === 'restart' ? undefined : () => dismiss(about)}
      actions={action === 'restart' && <Button onPress={() => void restartEngine()}>{t('Restart the engine')}</Button>}
    >
      {detail && <p>{detail}</p>}
      {advice && <p>{advice}</p>}
      {action === 'restart' && <p>{t('The scenario is kept.')}</p>}
    </Notice>
  ));
}

const noticesOf = (state: AppState) => state.notices;
