/** Time as it comes in from outside, so that tests turn it by hand. All numbers are milliseconds. */
export interface Clock {
  /** Epoch time of this machine. It may jump: the machine slept, or somebody set it. */
  now(): number;
  /** Calls `task` once after `ms`. Returns how to call it off. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

const TICK = 2_000;
/** A background page's timers fire once a minute at worst; that looks like a jump, and a probe too many is harmless. */
const JUMP = 5_000;

/**
 * Notices that the clock jumped: a laptop slept, a page was frozen, or the time was set. Timers stand still in the
 * meantime and no event tells. Returns how to stop watching.
 */
export const watchJumps = (clock: Clock, jumped: () => void): (() => void) => {
  let due: number;
  let cancel: () => void;
  const tick = () => {
    const off = Math.abs(clock.now() - due);
    next();
    if (off > JUMP) jumped();
  };
  const next = () => {
    due = clock.now() + TICK;
    cancel = clock.after(TICK, tick);
  };
  next();
  return () => cancel();
};
