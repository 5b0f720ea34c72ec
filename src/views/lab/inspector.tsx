import { useEffect, useState } from 'react';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { DecisionInspector } from './decision-inspector.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { ManagementPanel } from './management-panel.tsx';
import { Monitor } from './monitor.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { PageBiography } from './page-biography.tsx';

/** The run looked at closely, from all sides. A page that is picked opens its own. */
export function Inspector() {
  const [tab, setTab] = useState<Tab>('decision');
  const slot = useApp(slotOf);
  useEffect(() => {
    if (slot !== null) setTab('page');
  }, [slot]);
  return <Tabs label="Look closely" tabs={TABS} selected={tab} onSelect={setTab} />;
}

type Tab = 'decision' | 'monitor' | 'tool' | 'page' | 'devices' | 'outcome';
const TABS = [
  { id: 'decision', title: 'Decision', content: <DecisionInspector /> },
  { id: 'monitor', title: 'Monitor', content: <Monitor /> },
  { id: 'tool', title: 'Tool', content: <ManagementPanel /> },
  { id: 'page', title: 'Page', content: <PageBiography /> },
  { id: 'devices', title: 'Devices', content: <DevicesPanel /> },
  { id: 'outcome', title: 'Outcome', content: <OutcomePanel /> },
] as const;

const slotOf = (state: AppState) => state.pageSlot;
