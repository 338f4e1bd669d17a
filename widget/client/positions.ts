import type { ClientFrame } from "../../server/protocol/client-frames";
import type { Positions } from "./conversations";

const NONE: Positions = { received: 0, read: 0 };
const further = (a: Positions, b: Positions): Positions => ({
  received: Math.max(a.received, b.received, b.read),
  read: Math.max(a.read, b.read),
});

/**
 * How far this side has received and read, as seen from here. Positions only grow and have no answer, so each is said
 * once a session, and again in the next one unless the server has shown that it knows.
 */
export class OwnPositions {
  readonly #here = new Map<string, Positions>();
  readonly #said = new Map<string, Positions>();
  readonly #shown = new Map<string, Positions>();
  readonly #due = new Set<string>();

  received(conversation: string, seq: number): void {
    this.#grow(conversation, { received: seq, read: 0 });
  }

  read(conversation: string, seq: number): void {
    this.#grow(conversation, { received: seq, read: seq });
  }

  /** What the server says of this side's positions. */
  shown(conversation: string, positions: Positions): void {
    this.#shown.set(conversation, further(this.#shown.get(conversation) ?? NONE, positions));
  }

  /** A new session: what was said in the last one may be lost. */
  reset(): void {
    this.#said.clear();
    for (const conversation of this.#here.keys()) this.#due.add(conversation);
  }

  /** What the server has not been told yet. */
  take(): readonly ClientFrame[] {
    const frames: ClientFrame[] = [];
    for (const conversation of this.#due) {
      const here = this.#here.get(conversation) ?? NONE;
      const told = further(this.#said.get(conversation) ?? NONE, this.#shown.get(conversation) ?? NONE);
      if (here.read > told.read) frames.push({ type: "read", conversation, seq: here.read });
      if (here.received > Math.max(told.received, here.read))
        frames.push({ type: "received", conversation, seq: here.received });
      this.#said.set(conversation, here);
    }
    this.#due.clear();
    return frames;
  }

  #grow(conversation: string, to: Positions): void {
    const here = this.#here.get(conversation) ?? NONE;
    const next = further(here, to);
    if (next.read === here.read && next.received === here.received) return;
    this.#here.set(conversation, next);
    this.#due.add(conversation);
  }
}
