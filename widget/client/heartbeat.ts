import { HEARTBEAT, PONG_WITHIN } from "../../server/protocol/limits";
import type { Clock } from "./clock";

interface HeartbeatEvents {
  ping(): void;
  /** Nothing came back in time: the link is dead, whatever the socket says. */
  dead(): void;
}

/**
 * Tells a live link from a dead one (D6). `ping` is due when nothing was received for `every`, or nothing sent: the
 * server, too, hangs up on who is silent. Within `PONG_WITHIN` anything at all must come in.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #on: HeartbeatEvents;
  readonly #every: number;
  #heard: number;
  #sent: number;
  #idle: () => void;
  #deadline: (() => void) | undefined;

  constructor(clock: Clock, on: HeartbeatEvents, every = HEARTBEAT) {
    this.#clock = clock;
    this.#on = on;
    this.#every = every;
    this.#heard = this.#sent = clock.now();
    this.#idle = clock.after(every, () => this.#check());
  }

  heard(): void {
    this.#heard = this.#clock.now();
    this.#deadline?.();
    this.#deadline = undefined;
  }

  sent(): void {
    this.#sent = this.#clock.now();
  }

  /** Asks at once: the machine woke up, the network came back, the page is in view again. */
  probe(): void {
    if (this.#deadline) return;
    this.#deadline = this.#clock.after(PONG_WITHIN, () => {
      this.stop();
      this.#on.dead();
    });
    this.sent();
    this.#on.ping();
  }

  stop(): void {
    this.#idle();
    this.#deadline?.();
  }

  #check(): void {
    const left = Math.min(this.#heard, this.#sent) + this.#every - this.#clock.now();
    if (left <= 0) this.probe();
    this.#idle = this.#clock.after(left > 0 ? Math.min(left, this.#every) : this.#every, () => this.#check());
  }
}
