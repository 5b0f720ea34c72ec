import { Waterfall } from '../../charts/waterfall.tsx';
import type { Outcome, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { workLostMs } from '../../sweep/work-lost.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { formatBytes, formatCount, formatMs } from '../../units.ts';
import { Term } from '../term.tsx';
import { AuditList } from './audit-list.tsx';
import { encodingFigures } from './encoding-figures.ts';
import styles from './outcome-panel.module.css';
import { postcopyFigures } from './postcopy-figures.ts';
import { TERM_OF_FIGURE } from './terms.ts';
import { WaitTable } from './wait-table.tsx';

/** What the whole migration came to: the downtime part by part, the figures, and the pages that were lost. */
export function OutcomePanel() {
  const run = useApp(runOf);
  const isOver = useApp(isOverOf);
  const { pause, seek } = useAppStore().getState();
  if (!run) return null;
  if (!isOver)
    return (
      <div className={styles.before}>
        <p>
          {`The run ends at ${formatMs(run.endMs)}. Then the downtime stands here part by part, and every page of the destination is compared with its source.`}
        </p>
        <Button
          onPress={() => {
            pause();
            seek(run.endMs);
          }}
        >
          Go to the end
        </Button>
      </div>
    );
  return <Over run={run} />;
}

function Over({ run }: { readonly run: Run }) {
  const { ledger, decisions, outcome } = run.timeline;
  if (!outcome) return null;
  const limitMs = decisions.at(-1)?.downtimeLimitMs ?? run.scenario.parameters['downtime-limit'];
  return (
    <div className={styles.outcome}>
      <Panel title="Downtime">
        {ledger.length > 0 ? (
          <Waterfall parts={ledger} limitMs={limitMs} />
        ) : (
          <p className={styles.none}>The migration did not stop the guest, so there is no downtime to divide.</p>
        )}
      </Panel>
      <Panel title="Audit of every page">
        <AuditList audit={outcome.audit} />
      </Panel>
      {outcome.postcopy && outcome.postcopy.requests > 0 && (
        <Panel title="Waits for a page">
          <WaitTable postcopy={outcome.postcopy} />
        </Panel>
      )}
      <Panel title="Figures">
        <dl className={styles.figures}>
          {figuresOf(run).map(([name, value, qemuName]) => (
            <div key={name}>
              <dt>
                <Named name={name} /> {qemuName && <code>{qemuName}</code>}
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}

/** The name of a figure, explained where the glossary has it. */
function Named({ name }: { readonly name: string }) {
  const id = TERM_OF_FIGURE[name];
  return id === undefined ? name : <Term id={id}>{name}</Term>;
}

/** Name, value with unit, and QEMU's own name where it reports this. */
function figuresOf({ scenario, timeline, endMs }: Run): [string, string, string?][] {
  const outcome = timeline.outcome!;
  const orNone = (ms: number | null) => (ms === null ? 'none' : formatMs(ms));
  return [
    ['Total time', formatMs(outcome.totalTimeMs), 'total-time'],
    ['Setup', formatMs(outcome.setupTimeMs), 'setup-time'],
    ['Downtime', orNone(outcome.downtimeMs), 'downtime'],
    ['STOP to RESUME', orNone(outcome.guestPauseMs)],
    ...sentFigures(scenario, outcome),
    ['Device state sent', formatBytes(outcome.vfioBytes), 'vfio.transferred'],
    ['Pages with content', formatCount(outcome.normalPages), 'normal'],
    ['Zero pages', formatCount(outcome.duplicatePages), 'duplicate'],
    ['Sent needlessly', formatCount(outcome.redundantPages)],
    ...(outcome.hintedPages > 0 ? [['Reported free, not sent', formatCount(outcome.hintedPages)] as Figure] : []),
    ['Bitmap syncs', formatCount(outcome.dirtySyncCount), 'dirty-sync-count'],
    ['Left to send', formatCount(outcome.remainingPages), 'remaining'],
    ['Page writes by CPUs', formatCount(outcome.vcpuWrites)],
    ['Page writes by devices', formatCount(outcome.dmaWrites)],
    ...channelFigures(scenario, outcome),
    ...throttleFigures(timeline, endMs),
    ...encodingFigures(outcome),
    ...postcopyFigures(outcome),
    ['Digest', outcome.digest],
  ];
}

/** QEMU's names count the main channel alone, so with multifd they are not said. */
function sentFigures({ capabilities }: Scenario, { ramRunningBytes, ramStoppedBytes }: Outcome): Figure[] {
  const [running, stopped] = [formatBytes(ramRunningBytes), formatBytes(ramStoppedBytes)];
  if (capabilities.multifd)
    return [
      ['Sent while running', running],
      ['Sent while stopped', stopped],
    ];
  return [
    ['Sent while running', running, 'precopy-bytes'],
    ['Sent while stopped', stopped, 'downtime-bytes'],
  ];
}

/** What went over multifd's channels, which all get the same number of packets, one more or less; nothing without them. */
function channelFigures(
  { capabilities, parameters }: Scenario,
  { multifdBytes, multifdPackets, multifdSyncs }: Outcome,
): Figure[] {
  if (!capabilities.multifd) return [];
  const channels = parameters['multifd-channels'];
  return [
    ['Sent over channels', formatBytes(multifdBytes), 'multifd-bytes'],
    ['Packets of pages', formatCount(multifdPackets)],
    ['Packets on each channel', formatCount(Math.round((multifdPackets + multifdSyncs) / channels))],
    ['Times brought in step', formatCount(multifdSyncs / channels)],
  ];
}

/** What auto-converge or dirty-limit cost the guest; nothing where neither slowed it. */
function throttleFigures(timeline: Timeline, endMs: number): Figure[] {
  const { throttle, dirtyLimit } = timeline;
  const figures: Figure[] = [];
  if (throttle.length > 0) {
    const most = Math.max(...throttle.map(({ state }) => state));
    figures.push(['Highest throttle', `${most} %`, 'cpu-throttle-percentage']);
  }
  if (dirtyLimit.length > 0) {
    const mostUs = Math.max(...dirtyLimit.map(({ sleepUs }) => sleepUs));
    const rates = dirtyLimit.flatMap(({ rateMBps }) => rateMBps ?? []);
    if (rates.length > 0) figures.push(['Each vCPU dirtied at first, at last', `${rates[0]}, ${rates.at(-1)} MB/s`]);
    figures.push(['Longest sleep, ring full', formatMs(mostUs / 1000), 'dirty-limit-throttle-time-per-round']);
  }
  if (figures.length > 0) figures.push(['Work lost, for each CPU', formatMs(workLostMs(timeline, endMs))]);
  return figures;
}
type Figure = [label: string, value: string, qemuName?: string];

const runOf = (state: AppState) => state.run;
const isOverOf = ({ run, nowMs }: AppState) => run !== null && nowMs >= run.endMs;
