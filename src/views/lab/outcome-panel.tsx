import { Waterfall } from '../../charts/waterfall.tsx';
import type { Outcome, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { workLostMs } from '../../sweep/work-lost.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { formatBytes, formatCount, formatMs, formatNumber } from '../../units.ts';
import { Term } from '../term.tsx';
import { AuditList } from './audit-list.tsx';
import { encodingFigures } from './encoding-figures.ts';
import styles from './outcome-panel.module.css';
import { postcopyFigures } from './postcopy-figures.ts';
import type { Figure } from './terms.ts';
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
          {t(
            'The run ends at {time}. Then the downtime stands here part by part, and every page of the destination is compared with its source.',
            { time: formatMs(run.endMs) },
          )}
        </p>
        <Button
          onPress={() => {
            pause();
            seek(run.endMs);
          }}
        >
          {t('Go to the end')}
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
      <Panel title={t('Downtime')}>
        {ledger.length > 0 ? (
          <Waterfall parts={ledger} limitMs={limitMs} />
        ) : (
          <p className={styles.none}>{t('The migration did not stop the guest, so there is no downtime to divide.')}</p>
        )}
      </Panel>
      <Panel title={t('Audit of every page')}>
        <AuditList audit={outcome.audit} />
      </Panel>
      {outcome.postcopy && outcome.postcopy.requests > 0 && (
        <Panel title={t('Waits for a page')}>
          <WaitTable postcopy={outcome.postcopy} />
        </Panel>
      )}
      <Panel title={t('Figures')}>
        <dl className={styles.figures}>
          {figuresOf(run).map(({ label, value, qemuName, term }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a figure is its place
            <div key={i}>
              <dt>
                {term ? <Term id={term}>{label}</Term> : label} {qemuName && <code>{qemuName}</code>}
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}

function figuresOf({ scenario, timeline, endMs }: Run): Figure[] {
  const outcome = timeline.outcome!;
  const orNone = (ms: number | null) => (ms === null ? t('none') : formatMs(ms));
  return [
    { label: t('Total time'), value: formatMs(outcome.totalTimeMs), qemuName: 'total-time', term: 'total-time' },
    { label: t('Setup'), value: formatMs(outcome.setupTimeMs), qemuName: 'setup-time', term: 'setup' },
    { label: t('Downtime'), value: orNone(outcome.downtimeMs), qemuName: 'downtime', term: 'downtime' },
    { label: t('STOP to RESUME'), value: orNone(outcome.guestPauseMs), term: 'pause' },
    ...sentFigures(scenario, outcome),
    { label: t('Device state sent'), value: formatBytes(outcome.vfioBytes), qemuName: 'vfio.transferred' },
    { label: t('Pages with content'), value: formatCount(outcome.normalPages), qemuName: 'normal' },
    { label: t('Zero pages'), value: formatCount(outcome.duplicatePages), qemuName: 'duplicate', term: 'zero-page' },
    { label: t('Sent needlessly'), value: formatCount(outcome.redundantPages), term: 'redundant' },
    ...hintedFigures(outcome),
    {
      label: t('Bitmap syncs'),
      value: formatCount(outcome.dirtySyncCount),
      qemuName: 'dirty-sync-count',
      term: 'sync',
    },
    { label: t('Left to send'), value: formatCount(outcome.remainingPages), qemuName: 'remaining', term: 'remaining' },
    { label: t('Page writes by CPUs'), value: formatCount(outcome.vcpuWrites) },
    { label: t('Page writes by devices'), value: formatCount(outcome.dmaWrites) },
    ...channelFigures(scenario, outcome),
    ...throttleFigures(timeline, endMs),
    ...encodingFigures(outcome),
    ...postcopyFigures(outcome),
    { label: t('Digest'), value: outcome.digest },
  ];
}

/** Pages that free page hinting spared; nothing without any. */
function hintedFigures({ hintedPages }: Outcome): Figure[] {
  if (hintedPages === 0) return [];
  return [{ label: t('Reported free, not sent'), value: formatCount(hintedPages), term: 'free-page-hint' }];
}

/** QEMU's names count the main channel alone, so with multifd they are not said. */
function sentFigures({ capabilities }: Scenario, { ramRunningBytes, ramStoppedBytes }: Outcome): Figure[] {
  const running = { label: t('Sent while running'), value: formatBytes(ramRunningBytes) };
  const stopped = { label: t('Sent while stopped'), value: formatBytes(ramStoppedBytes) };
  if (capabilities.multifd) return [running, stopped];
  return [
    { ...running, qemuName: 'precopy-bytes' },
    { ...stopped, qemuName: 'downtime-bytes' },
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
    { label: t('Sent over channels'), value: formatBytes(multifdBytes), qemuName: 'multifd-bytes' },
    { label: t('Packets of pages'), value: formatCount(multifdPackets) },
    {
      label: t('Packets on each channel'),
      value: formatCount(Math.round((multifdPackets + multifdSyncs) / channels)),
    },
    { label: t('Times brought in step'), value: formatCount(multifdSyncs / channels) },
  ];
}

/** What auto-converge or dirty-limit cost the guest; nothing where neither slowed it. */
function throttleFigures(timeline: Timeline, endMs: number): Figure[] {
  const { throttle, dirtyLimit } = timeline;
  const figures: Figure[] = [];
  if (throttle.length > 0) {
    const most = Math.max(...throttle.map(({ state }) => state));
    figures.push({
      label: t('Highest throttle'),
      value: `${most} %`,
      qemuName: 'cpu-throttle-percentage',
      term: 'throttle',
    });
  }
  if (dirtyLimit.length > 0) {
    const mostUs = Math.max(...dirtyLimit.map(({ sleepUs }) => sleepUs));
    const rates = dirtyLimit.flatMap(({ rateMBps }) => rateMBps ?? []);
    if (rates.length > 0)
      figures.push({
        label: t('Each vCPU dirtied at first, at last'),
        value: `${formatNumber(rates[0]!, 0)}, ${formatNumber(rates.at(-1)!, 0)} MB/s`,
      });
    figures.push({
      label: t('Longest sleep, ring full'),
      value: formatMs(mostUs / 1000),
      qemuName: 'dirty-limit-throttle-time-per-round',
    });
  }
  if (figures.length > 0)
    figures.push({ label: t('Work lost, for each CPU'), value: formatMs(workLostMs(timeline, endMs)) });
  return figures;
}

const runOf = (state: AppState) => state.run;
const isOverOf = ({ run, nowMs }: AppState) => run !== null && nowMs >= run.endMs;
