import { useEffect, useState } from 'react';
import type { AppState } from '../store/app-store.ts';
import { PRESETS } from '../store/fields.ts';
import type { RecentRun } from '../store/recent-slice.ts';
import { useApp, useAppStore } from '../store/use-app.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SearchList, type SearchSection } from '../ui/search-list.tsx';
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
    <Dialog title="Find" isOpen onClose={onClose}>
      <Find onClose={onClose} {...rest} />
    </Dialog>
  );
}

function Find({ onClose, onHelp, onShare }: FindDialogProps) {
  const state = useAppStore().getState();
  const recentRuns = useApp(recentRunsOf);
  const terms = useGlossary();
  const inLab = (act: () => void) => {
    location.hash = addressOf(screens[0]!, location.hash);
    act();
  };
  const actions: readonly (Action & { readonly keys?: string })[] = [
    { id: 'share', label: 'Share what is on the screen', run: onShare },
    { id: 'present', label: 'Begin a talk', keys: keysOf('present'), run: () => state.setShowing('present') },
    {
      id: 'note',
      label: 'Write a note on this instant',
      keys: keysOf('note'),
      run: () => inLab(() => state.beginNote()),
    },
    { id: 'play', label: 'Play', keys: keysOf('play'), run: () => inLab(() => state.play()) },
    { id: 'undo', label: 'Undo the last change of the scenario', run: state.undo },
    { id: 'redo', label: 'Redo it', run: state.redo },
    { id: 'forget', label: 'Forget the recent runs', run: state.forgetRecentRuns },
    { id: 'help', label: 'Show all keys', keys: keysOf('help'), run: onHelp },
  ];
  const groups: readonly { readonly title: string; readonly of: readonly Action[] }[] = [
    {
      title: 'Screens',
      of: screens.map((screen) => ({
        id: screen.id,
        label: screen.title,
        run: () => {
          location.hash = addressOf(screen, location.hash);
        },
      })),
    },
    { title: 'Do', of: actions },
    {
      title: 'Recent runs',
      of: recentRuns.map((run) => ({
        id: run.link,
        label: run.name || 'A run without a name',
        detail: `${run.status}, ${timeOf(run)}`,
        run: () => {
          location.hash = `#${run.link}`;
        },
      })),
    },
    {
      title: 'Presets',
      of: PRESETS.map((preset) => ({
        id: preset.id,
        label: preset.scenario.name,
        detail: preset.teaches,
        run: () => inLab(() => state.choosePreset(preset)),
      })),
    },
    {
      title: 'Glossary',
      of: terms.map(({ id, name, also = [] }) => ({
        id,
        label: name,
        detail: also.join(', '),
        run: () => {
          location.hash = `#view=learn&lesson=glossary&term=${id}`;
        },
      })),
    },
  ];
  const sections: SearchSection[] = groups.map(({ title, of }) => ({
    title,
    items: of.map(({ id, run: _, ...item }) => ({ ...item, id: `${title}/${id}` })),
  }));
  return (
    <SearchList
      label="Screens, presets, terms, things to do"
      sections={sections}
      onChoose={(chosen) => {
        onClose();
        groups
          .flatMap(({ title, of }) => of.filter(({ id }) => `${title}/${id}` === chosen))
          .at(0)
          ?.run();
      }}
    />
  );
}

interface Action {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** The terms are fetched when somebody looks for something: they are no part of the first load. */
function useGlossary() {
  const [terms, setTerms] = useState<readonly { id: string; name: string; also?: readonly string[] }[]>([]);
  useEffect(() => {
    let isOpen = true;
    void import('../content/glossary.ts').then(({ GLOSSARY }) => isOpen && setTerms(GLOSSARY));
    return () => {
      isOpen = false;
    };
  }, []);
  return terms;
}

const timeOf = ({ seenAt }: RecentRun): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(seenAt));

const recentRunsOf = (state: AppState) => state.recentRuns;
