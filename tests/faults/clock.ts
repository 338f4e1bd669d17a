import type { Clock } from "../../widget/client/clock";

/**
 * Clients live so many times faster than the server: a dead link is noticed in 7.5 s instead of 30, and a run of a
 * minute holds four of theirs.
 */
export const SPEED = 4;

/** Whether what was due happens now, when the browser thaws, or never. */
export type Pulse = "awake" | "frozen" | "over";

/**
 * A browser's turn of events: everything that calls its code goes through here, so that it can be frozen, as a laptop
 * whose lid is closed, and ended in the middle of a sentence, as by a crash.
 */
export class Heart {
  #pulse: Pulse = "awake";
  #held: (() => void)[] = [];

  get pulse(): Pulse {
    return this.#pulse;
  }

  beat(task: () => void): void {
    if (this.#pulse === "awake") task();
    else if (this.#pulse === "frozen") this.#held.push(task);
  }

  freeze(): void {
    if (this.#pulse === "awake") this.#pulse = "frozen";
  }

  thaw(): void {
    if (this.#pulse !== "frozen") return;
    this.#pulse = "awake";
    for (const task of this.#held.splice(0)) this.beat(task);
  }

  stop(): void {
    this.#pulse = "over";
    this.#held = [];
  }
}

/** A device's own clock: fast, and wrong by `skew` milliseconds. */
export const deviceClock = (heart: Heart, skew: number): Clock => {
  const began = performance.now();
  const epoch = Date.now() + skew;
  return {
    now: () => epoch + (performance.now() - began) * SPEED,
    after(ms, task) {
      let off = false;
      const due = () => {
        if (!off) task();
      };
      const timer = setTimeout(() => heart.beat(due), ms / SPEED);
      return () => {
        off = true; // also where it is due already, and waits for the thaw
        clearTimeout(timer);
      };
    },
  };
};
