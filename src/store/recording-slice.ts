import { t } from '../language/t.ts';
import type { Prediction } from '../traces/predict.ts';
import type { Trace } from '../traces/trace.ts';
import type { Slice, StoreDeps } from './app-store.ts';

/** A real migration that is laid over the run on the screen. */
export interface RecordingSlice {
  /** Stays when the scenario is changed: that is a "what if". Goes when another scenario is opened. */
  recording: OpenRecording | null;
  /** A recording was read, and its prediction is being computed. */
  isPredicting: boolean;
  /**
   * Opens a recording, computes what is predicted for it, and shows that run. What is wrong with the file is told, and
   * the run on the screen stays. A recording that cannot be simulated is shown with the reason, without a run.
   */
  openRecording(text: string, file: string): Promise<void>;
  closeRecording(): void;
  /** A file that was dropped: a recording if it names a schema, a measured curve if it counts dirty pages, else a scenario. */
  openFile(text: string, file: string): Promise<void>;
}

export interface OpenRecording {
  readonly trace: Trace;
  readonly prediction: Prediction;
}

export const createRecordingSlice =
  ({ requestFrame }: StoreDeps): Slice<RecordingSlice> =>
  (set, get) => {
    let newestOpening = 0;
    const openCurve = async (text: string, file: string) => {
      const { parseCurveText, withMeasuredGuest } = await import('../scenario/dirty-curve-file.ts');
      try {
        const measured = parseCurveText(text, file);
        get().edit((now) => withMeasuredGuest(now, measured));
        get().dismiss('file');
      } catch (error) {
        get().report('file', t('This measured curve cannot be used.'), error);
      }
    };
    return {
      recording: null,
      isPredicting: false,
      async openRecording(text, file) {
        const opening = ++newestOpening;
        try {
          const { parseTraceText } = await import('../traces/read-trace.ts');
          const trace = parseTraceText(text, file);
          set({ isPredicting: true });
          // The engine on the page is fetched with the first recording: no part of the first load.
          const { predictInSteps } = await import('../traces/predict.ts');
          const steps = predictInSteps(trace);
          let step = steps.next();
          while (!step.done) {
            await new Promise((resolve) => requestFrame(resolve));
            if (opening !== newestOpening) return; // another recording was opened meanwhile
            step = steps.next();
          }
          const prediction = step.value;
          if (prediction.scenario) get().openScenario(prediction.scenario, { start: 'beginning' });
          get().dismiss('file');
          set({ recording: { trace, prediction } });
        } catch (error) {
          get().report('file', t('This recording cannot be used.'), error);
        } finally {
          if (opening === newestOpening) set({ isPredicting: false });
        }
      },
      closeRecording() {
        set({ recording: null });
      },
      async openFile(text, file) {
        if (/^[^{]*\{[^{[]*"schema"\s*:/.test(text)) await get().openRecording(text, file);
        else if ((await import('../scenario/dirty-curve-file.ts')).isCurveText(text)) await openCurve(text, file);
        else get().openScenarioFile(text, file);
      },
    };
  };
