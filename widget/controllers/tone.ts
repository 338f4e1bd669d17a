/** A short soft tone, made here: two sines, a fifth apart, that fade within half a second. */

const NOTES = [659.25, 987.77]; // E5, B5; Hz
const LOUD = 0.06;

let context: AudioContext | undefined;

/** Silent where the browser has heard no gesture on this page yet. */
export const playTone = (): void => {
  if (navigator.userActivation?.hasBeenActive === false) return; // else they all sound at the first press
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  const now = context.currentTime;
  for (const [index, frequency] of NOTES.entries()) {
    const start = now + index * 0.09;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUD, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.45);
    const note = new OscillatorNode(context, { frequency });
    note.connect(gain).connect(context.destination);
    note.start(start);
    note.stop(start + 0.5);
  }
};
