import { useState } from 'react';
import { ErrorPlot } from '../../charts/error-plot.tsx';
import { counted, t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { CardRecording, FidelityCard } from '../../traces/fidelity-card.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { fetchShipped } from '../shipped-file.ts';
import { labAddress, showLab } from '../show-lab.ts';
import { both, dotWords, ERROR_FIGURES, signedPercent } from './errors.ts';
import styles from './fidelity.module.css';
import { FigureTable, numeric, Part } from './part.tsx';

/** Every recording: a dot for its error, then all of its figures in a table. */
export function Recordings({ recordings, notes }: Pick<FidelityCard, 'recordings' | 'notes'>) {
  const open = useOpenInLab(recordings);
  const missing = recordings.filter(({ misses }) => misses.length > 0);
  return (
    <>
      <Part
        title={t('Every recording')}
        words={t(
          'A dot is the error of one prediction, the line behind it what chance leaves open (nine seeds). Inside the band is what is asked of nine in ten. A dot opens its recording in the Lab.',
        )}
      >
        <Errors recordings={recordings} onOpen={open} />
        <details>
          <summary>{t('All {recordings} in a table: measured / predicted', { recordings: recordings.length })}</summary>
          <Table recordings={recordings} onOpen={open} />
        </details>
      </Part>
      <Part
        title={t('Where it misses')}
        words={t('Recordings of which a figure lies outside the band, with the cause.')}
      >
        <dl className={styles.causes}>
          {missing.map(({ name, misses, cause }) => (
            <div key={name}>
              <dt>
                <span translate="no">{name}</span>: {misses.map((miss) => t(miss)).join(', ')}
              </dt>
              <dd>{t(cause)}</dd>
            </div>
          ))}
          {recordings
            .filter(({ isReference }) => !isReference)
            .map(({ name, remark }) => (
              <div key={name}>
                <dt>
                  <span translate="no">{name}</span>: {t('not counted')}
                </dt>
                <dd>{t(remark ?? '')}</dd>
              </div>
            ))}
        </dl>
        {notes.map((note) => (
          <p key={note} className={styles.words}>
            {t(note)}
          </p>
        ))}
      </Part>
      <Ladders recordings={recordings} />
    </>
  );
}

function Errors({ recordings, onOpen }: TableProps) {
  const [id, setId] = useState(ERROR_FIGURES[0]!.id);
  const [kind, setKind] = useState<'linear' | 'log'>('linear');
  const [looked, setLooked] = useState<string | null>(null);
  const figure = ERROR_FIGURES.find((each) => each.id === id)!;
  const shown = recordings.filter((recording) => figure.of(recording) !== null);
  const at = shown.find(({ name }) => name === looked);
  return (
    <>
      <div className={styles.controls}>
        <Segmented
          label={t('Error of')}
          isLabelHidden
          value={id}
          onChange={setId}
          options={ERROR_FIGURES.map(({ id: value, title }) => ({ value, label: t(title) }))}
        />
        <Segmented
          label={t('Axis')}
          isLabelHidden
          value={kind}
          onChange={setKind}
          options={[
            { value: 'linear', label: t('Linear') },
            { value: 'log', label: t('Logarithmic') },
          ]}
        />
      </div>
      <ErrorPlot
        label={t('Errors: {figure}, {recordings} recordings', { figure: t(figure.title), recordings: shown.length })}
        dots={shown.map((recording) => ({
          key: recording.name,
          row: t(recording.kind),
          label: dotWords(recording, figure),
          error: figure.of(recording)!,
          range: id === 'total' ? recording.totalTimeBand : null,
          isOutside: recording.isReference && recording.misses.includes(MISS_NAMES[id]),
          isHollow: !recording.isReference,
        }))}
        rows={[...new Set(recordings.map(({ kind: row }) => t(row)))].toSorted()}
        tolerance={figure.tolerance}
        kind={kind}
        format={figure.format}
        href={labAddress()}
        onOpen={onOpen}
        onLook={setLooked}
      />
      <p className={styles.readout}>
        {at
          ? dotWords(at, figure)
          : kind === 'log'
            ? t(
                '{figure}: predicted against measured. The size of the error; what is below a hundredth of the band lies on the left edge.',
                { figure: t(figure.title) },
              )
            : t('{figure}: predicted against measured. Right of 0 too much is predicted.', { figure: t(figure.title) })}
      </p>
    </>
  );
}

/** As `misses` names them. */
const MISS_NAMES = { total: 'total time', bytes: 'transferred bytes', syncs: 'syncs' } as const;

interface TableProps {
  readonly recordings: readonly CardRecording[];
  readonly onOpen: (name: string) => void;
}

function Table({ recordings, onOpen }: TableProps) {
  return (
    <FigureTable
      label={t('Recordings')}
      head={[
        t('recording'),
        t('status'),
        numeric(t('total ms')),
        numeric(t('error')),
        numeric(t('bytes')),
        numeric(`${t('error')} `), // a name of its own
        numeric(t('syncs')),
        numeric(t('downtime ms')),
        t('remark'),
      ]}
      rows={recordings.map((recording) => {
        const { name, measured, predicted, error, misses, cause, remark } = recording;
        return {
          key: name,
          isOff: misses.length > 0,
          cells: [
            <button key="open" type="button" translate="no" className={styles.open} onClick={() => onOpen(name)}>
              {name}
            </button>,
            measured.status === predicted?.status
              ? t(measured.status)
              : `${t(measured.status)} / ${predicted ? t(predicted.status) : '–'}`,
            both(measured.totalTimeMs, predicted?.totalTimeMs),
            signedPercent(error.totalTimeMs),
            both(measured.transferredBytes, predicted?.transferredBytes),
            signedPercent(error.transferredBytes),
            both(measured.dirtySyncCount, predicted?.dirtySyncCount),
            both(measured.downtimeMs, predicted?.downtimeMs),
            t(cause || (remark ?? '')),
          ],
        };
      })}
    />
  );
}

function Ladders({ recordings }: Pick<FidelityCard, 'recordings'>) {
  const throttled = recordings.flatMap(({ name, throttle }) => (throttle ? [{ name, throttle }] : []));
  const compared = recordings.filter(({ stalePages }) => stalePages.measured !== null);
  return (
    <Part
      title={t('Auto-converge, and pages that differ')}
      words={t(
        'The throttle with the syncs counted when it was raised, and the pages found to differ where both sides were compared after the end.',
      )}
    >
      <FigureTable
        label={t('Auto-converge and pages that differ')}
        head={[t('recording'), t('measured'), t('predicted')]}
        rows={[
          ...throttled.map(({ name, throttle }) => ({
            key: name,
            cells: [recordingName(name), t(throttle.measured), t(throttle.predicted)],
          })),
          ...compared.map(({ name, stalePages, isReference }) => ({
            key: `${name} pages`,
            cells: [
              recordingName(name),
              counted(stalePages.measured!, '{count} page differs', '{count} pages differ'),
              isReference
                ? t('{stale} stale', { stale: stalePages.predicted! })
                : t('{stale} stale: TCG’s fault is not simulated', { stale: stalePages.predicted! }),
            ],
          })),
        ]}
      />
    </Part>
  );
}

/** Its own, in every language. */
const recordingName = (name: string) => (
  <span key={name} translate="no">
    {name}
  </span>
);

/** Fetches a recording and goes to the Lab, which says what is under way. */
function useOpenInLab(recordings: readonly CardRecording[]): (name: string) => void {
  const store = useAppStore();
  return (name) => {
    const { file } = recordings.find((recording) => recording.name === name)!;
    fetchShipped(`traces/${file}`)
      .then((text) => {
        showLab();
        return store.getState().openRecording(text, file);
      })
      .catch((error: unknown) => store.getState().report('file', t('This recording cannot be fetched.'), error));
  };
}
