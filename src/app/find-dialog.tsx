import { useEffect, useState } from 'react';
import { fetchTexts } from '../language/catalogues.ts';
import { speech, t } from '../language/t.ts';
import type { AppState } from '../store/app-store.ts';
import { PRESETS, shownName } from '../store/fields.ts';
import type { RecentRun } from '../store/recent-slice.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SearchList, type SearchSection } from '../ui/search-list.tsx';
import type { ClaimToFind } from '../views/thread/claims-to-find.ts';
import { keysOf } from './keyboard.ts';
import { addressOf, screens } from './screens.tsx';

export interface FindDialogProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
  readonly onShare: () => void;
}

/** One field for everything there is: screens, things to do, presets, the runs of the last visits, and the glossary. */
export function FindDialog({ onClose, ...rest }: FindDialogProps) {
  return (
    <Dialog title={t('Find')} isOpen onClose={onClose}>
      <Find onClose={onClose} {...rest} />
    </Dialog>
  );
}

function Find({ onClose, onHelp, onShare }: FindDialogProps) {
  const state = useAppStore().getState();
  const recentRuns = useApp(recentRunsOf);
  const terms = useGlossary();
  const claims = useClaims();
  const inLab = (act: () => void) => {
    location.hash = addressOf(screens[0]!, location.hash);
    act();
  };
  const actions: readonly (Action & { readonly keys?: string })[] = [
    { id: 'share', label: t('Share what is on the screen'), run: onShare },
    { id: 'present', label: t('Begin a talk'), keys: keysOf('present'), run: () => state.setShowing('present') },
    {
      id: 'note',
      label: t('Write a note on this instant'),
      keys: keysOf('note'),
      run: () => inLab(() => state.beginNote()),
    },
    { id: 'play', label: t('Play'), keys: keysOf('play'), run: () => inLab(() => state.play()) },
    { id: 'undo', label: t('Undo the last change of the scenario'), run: state.undo },
    { id: 'redo', label: t('Redo it'), run: state.redo },
    { id: 'forget', label: t('Forget the recent runs'), run: state.forgetRecentRuns },
    { id: 'help', label: t('Show all keys'), keys: keysOf('help'), run: onHelp },
  ];
  const groups: readonly Group[] = [
    {
      id: 'screens',
      title: t('Screens'),
      of: screens.map((screen) => ({
        id: screen.id,
        label: t(screen.title),
        run: () => {
          location.hash = addressOf(screen, location.hash);
        },
      })),
    },
    { id: 'do', title: t('Do'), of: actions },
    {
      id: 'recent',
      title: t('Recent runs'),
      of: recentRuns.map((run) => ({
        id: run.link,
        label: shownName(run.name) || t('A run without a name'),
        detail: t('{status}, {time}', { status: run.status, time: timeOf(run) }),
        run: () => {
          location.hash = `#${run.link}`;
        },
      })),
    },
    {
      id: 'presets',
      title: t('Presets'),
      of: PRESETS.map((preset) => ({
        id: preset.id,
        label: t(preset.scenario.name),
        detail: t(preset.teaches),
        run: () => inLab(() => state.choosePreset(preset)),
      })),
    },
    {
      id: 'glossary',
      title: t('Glossary'),
      of: terms.map(({ id, name, also = [] }) => ({
        id,
        label: t(name),
        detail: also.map((other) => t(other)).join(', '),
        run: () => {
          location.hash = `#view=learn&lesson=glossary&term=${id}`;
        },
      })),
    },
    {
      id: 'claims',
      title: t('Claims of the thread'),
      of: claims.map(({ id, text, mark, who, address }) => ({
        id,
        label: t(text),
        detail: t('{mark}, {who}', { mark: t(mark), who }),
        run: () => {
          location.hash = address;
        },
      })),
    },
  ];
  const sections: SearchSection[] = groups.map(({ id: group, title, of }) => ({
    id: group,
    title,
    items: of.map(({ id, run: _, ...item }) => ({ ...item, id: `${group}/${id}` })),
  }));
  return (
    <SearchList
      label={t('Screens, presets, terms, things to do')}
      sections={sections}
      onChoose={(chosen) => {
        onClose();
        groups
          .flatMap(({ id: group, of }) => of.filter(({ id }) => `${group}/${id}` === chosen))
          .at(0)
          ?.run();
      }}
    />
  );
}

interface Group {
  readonly id: string;
  readonly title: string;
  readonly of: readonly Action[];
}
interface Action {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** The terms, in English, for `t`; fetched with their texts when somebody looks for something: they are no part of the first load. */
function useGlossary() {
  const [terms, setTerms] = useState<readonly { id: string; name: string; also?: readonly string[] }[]>([]);
  useEffect(() => {
    let isOpen = true;
    void Promise.all([import('../content/glossary.ts'), fetchTexts('glossary')]).then(
      ([{ GLOSSARY }]) => isOpen && setTerms(GLOSSARY),
    );
    return () => {
      isOpen = false;
    };
  }, []);
  return terms;
}

/** The claims, as the terms are. */
function useClaims() {
  const [claims, setClaims] = useState<readonly ClaimToFind[]>([]);
  useEffect(() => {
    let isOpen = true;
    void Promise.all([import('../views/thread/claims-to-find.ts'), fetchTexts('thread')]).then(
      ([{ CLAIMS_TO_FIND }]) => isOpen && setClaims(CLAIMS_TO_FIND),
    );
    return () => {
      isOpen = false;
    };
  }, []);
  return claims;
}

function timeOf({ seenAt }: RecentRun): string {
  const { language } = speech();
  const locale = language.startsWith('en') ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(seenAt));
}

const recentRunsOf = (state: AppState) => state.recentRuns;
