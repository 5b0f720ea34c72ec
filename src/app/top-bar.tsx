import { Globe, ListVideo, Moon, Search, Share2, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { chooseLanguage, LANGUAGES } from '../language/choice.ts';
import { speech, t } from '../language/t.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { type Theme, useTheme } from '../ui/theme.ts';
import { keysOf } from './keyboard.ts';
import { addressOf, type Screen, screens } from './screens.tsx';
import styles from './top-bar.module.css';

export interface TopBarProps {
  readonly screen: Screen;
  readonly onFind: () => void;
  readonly onScenes: () => void;
  readonly onHelp: () => void;
  readonly onShare: () => void;
}

/** Where one is, where one can go, and what concerns the whole app. */
export function TopBar({ screen, onFind, onScenes, onHelp, onShare }: TopBarProps) {
  const [theme, setTheme] = useTheme();
  const themes = themesInWords();
  const shown = themes.find(({ id }) => id === theme)!;
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.name} translate="no">
          {PRODUCT}
        </span>
      </div>
      <nav aria-label={t('Screens')} className={styles.nav}>
        {screens.map((other) => (
          <a
            key={other.id}
            href={addressOf(other, location.hash)}
            // The rest of the address changes while the link is on the screen, so it is read when it is followed.
            onClick={(event) => {
              event.currentTarget.href = addressOf(other, location.hash);
            }}
            {...(other === screen ? { 'aria-current': 'page' } : {})}
          >
            {t(other.title)}
          </a>
        ))}
      </nav>
      <div className={styles.actions}>
        <IconButton label={t('Find')} keys={keysOf('find')} icon={<Search />} variant="plain" onPress={onFind} />
        <IconButton label={t('Scenes of a talk')} icon={<ListVideo />} variant="plain" onPress={onScenes} />
        <Button onPress={onShare} aria-label={t('Share')} data-tour="share">
          <Share2 aria-hidden size="1em" />
          <span className={styles.word}>{t('Share')}</span>
        </Button>
        <Menu
          label={t('Language')}
          items={LANGUAGES.map(({ id, name }) => ({ id, label: name }))}
          selected={speech().language}
          onAction={chooseLanguage}
        >
          <IconButton label={t('Language')} icon={<Globe />} variant="plain" />
        </Menu>
        <Menu label={t('Theme')} items={themes} selected={theme} onAction={setTheme}>
          <IconButton label={t('Theme: {theme}', { theme: shown.label })} icon={shown.icon} variant="plain" />
        </Menu>
        <IconButton label={t('Help')} keys={keysOf('help')} icon="?" variant="plain" onPress={onHelp} />
      </div>
    </header>
  );
}

const PRODUCT = 'Switchover';

const themesInWords = (): readonly { id: Theme; label: string; icon: ReactNode }[] => [
  { id: 'light', label: t('Light'), icon: <Sun /> },
  { id: 'dark', label: t('Dark'), icon: <Moon /> },
  { id: 'system', label: t('As the system'), icon: <SunMoon /> },
];

function Logo() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <path d="M2 5h7c5 0 2 8 7 8" stroke="var(--accent)" />
      <path d="M2 13h4" stroke="var(--ink3)" />
    </svg>
  );
}
