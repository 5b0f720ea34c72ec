import { ListVideo, Moon, Search, Share2, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
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
  const shown = themes.find(({ id }) => id === theme)!;
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.name}>Switchover</span>
      </div>
      <nav aria-label="Screens" className={styles.nav}>
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
            {other.title}
          </a>
        ))}
      </nav>
      <div className={styles.actions}>
        <IconButton label="Find" keys={keysOf('find')} icon={<Search />} variant="plain" onPress={onFind} />
        <IconButton label="Scenes of a talk" icon={<ListVideo />} variant="plain" onPress={onScenes} />
        <Button onPress={onShare} aria-label="Share" data-tour="share">
          <Share2 aria-hidden size="1em" />
          <span className={styles.word}>Share</span>
        </Button>
        <Menu label="Theme" items={themes} selected={theme} onAction={setTheme}>
          <IconButton label={`Theme: ${shown.label}`} icon={shown.icon} variant="plain" />
        </Menu>
        <IconButton label="Help" keys={keysOf('help')} icon="?" variant="plain" onPress={onHelp} />
      </div>
    </header>
  );
}

const themes: readonly { id: Theme; label: string; icon: ReactNode }[] = [
  { id: 'light', label: 'Light', icon: <Sun /> },
  { id: 'dark', label: 'Dark', icon: <Moon /> },
  { id: 'system', label: 'As the system', icon: <SunMoon /> },
];

function Logo() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <path d="M2 5h7c5 0 2 8 7 8" stroke="var(--accent)" />
      <path d="M2 13h4" stroke="var(--ink3)" />
    </svg>
  );
}
