import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { type TabProps, Tabs } from '../../ui/tabs.tsx';
import { formatCount } from '../../units.ts';
import { DecisionInspector } from './decision-inspector.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { ManagementPanel } from './management-panel.tsx';
import { Monitor } from './monitor.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { PageBiography } from './page-biography.tsx';

/** The run looked at closely, from all sides. A page that is picked opens its own tab, a note that is begun likewise. */
export function Inspector() {
  const [tab, setTab] = useState<Tab>('decision');
  const slot = useApp(slotOf);
  useEffect(() => {
    if (slot !== null) setTab('page');
  }, [slot]);
  const isNoting = useApp(isNotingOf);
  useEffect(() => {
    if (isNoting) setTab('notes');
  }, [isNoting]);
  const notes = useApp(notesOf);
  const tabs = tabsInWords().map((each) =>
    each.id === 'notes' && notes.length > 0 ? { ...each, count: formatCount(notes.length) } : each,
  );
  return <Tabs label={t('Look closely')} tabs={tabs} selected={tab} onSelect={setTab} />;
}

type Tab = 'decision' | 'monitor' | 'tool' | 'page' | 'devices' | 'outcome' | 'notes';

const tabsInWords = (): readonly TabProps<Tab>[] => [
  { id: 'decision', title: t('Decision'), content: <DecisionInspector /> },
  { id: 'monitor', title: t('Monitor'), content: <Monitor /> },
  { id: 'tool', title: t('Tool'), content: <ManagementPanel /> },
  { id: 'page', title: t('Page'), content: <PageBiography /> },
  { id: 'devices', title: t('Devices'), content: <DevicesPanel /> },
  { id: 'outcome', title: t('Outcome'), content: <OutcomePanel /> },
  { id: 'notes', title: t('Notes'), content: <NotesPanel /> },
];

const isNotingOf = (state: AppState) => state.noteDraft !== null;
const notesOf = (state: AppState) => state.notes;
const slotOf = (state: AppState) => state.pageSlot;
