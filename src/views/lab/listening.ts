import type { Tone } from './tone.ts';

/** The loudspeaker, as far as a run needs one. */
export interface Listening {
  /** What the browser makes of it: it may hold the sound back until the page is pressed. */
  state(): AudioContextState;
  /** Sounds on until the next call; null is silence. */
  sound(tone: Tone | null): void;
  /** Sounds for a moment, for a playhead that was moved by hand. */
  touch(tone: Tone): void;
  tick(): void;
  end(how: 'stopped' | 'failed'): void;
  close(): void;
}

/** Call it from an action of the person: a browser lets no page sound by itself. */
export function startListening(): Listening {
  const context = new AudioContext();
  void context.resume();
  const remaining = voice(context, 'triangle', 0.1);
  const reference = voice(context, 'sine', 0.05);
  const note = (hz: number, afterS: number, forS: number, loud: number) => {
    const at = context.currentTime + afterS;
    const oscillator = new OscillatorNode(context, { frequency: hz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(loud, at, 0.004);
    gain.gain.setTargetAtTime(0, at + forS, 0.02);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + forS + 0.2);
  };
  const sound = (tone: Tone | null) => {
    remaining.set(tone?.hz ?? null);
    reference.set(tone?.referenceHz ?? null);
  };
  return {
    state: () => context.state,
    sound,
    touch({ hz, referenceHz }) {
      note(hz, 0, 0.15, 0.1);
      if (referenceHz !== null) note(referenceHz, 0, 0.15, 0.05);
    },
    tick: () => note(1200, 0, 0.02, 0.12),
    // Up where the guest was handed over, down where it was not.
    end(how) {
      sound(null);
      const [first, second] = how === 'stopped' ? [330, 495] : [220, 147];
      note(first!, 0.05, 0.15, 0.15);
      note(second!, 0.25, 0.35, 0.15);
    },
    close: () => void context.close(),
  };
}

/** One oscillator that sounds on, and glides instead of cracking. */
function voice(context: AudioContext, type: OscillatorType, loud: number) {
  const oscillator = new OscillatorNode(context, { type });
  const gain = new GainNode(context, { gain: 0 });
  oscillator.connect(gain).connect(context.destination);
  oscillator.start();
  return {
    set(hz: number | null) {
      if (hz !== null) oscillator.frequency.setTargetAtTime(hz, context.currentTime, 0.02);
      gain.gain.setTargetAtTime(hz === null ? 0 : loud, context.currentTime, 0.03);
    },
  };
}
