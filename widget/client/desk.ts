import type { ServerFrameOf } from "../../server/protocol/server-frames";
import type { Note, ShownNote, ShownTrail } from "./state";

interface Notes {
  readonly shown: readonly ShownNote[];
  /** Notes may be missing: none was asked for yet, or the link was gone. */
  readonly stale: boolean;
}

/** What only the seller's side sees of a conversation: its notes, and what became of a message. */
export class Desk {
  readonly #notes = new Map<string, Notes>();
  readonly #trails = new Map<string, ShownTrail>();

  notes(conversation: string): readonly ShownNote[] | undefined {
    return this.#notes.get(conversation)?.shown;
  }

  lacksNotes(conversation: string): boolean {
    return this.#notes.get(conversation)?.stale ?? true;
  }

  /** The server's answer; what it hasn't taken yet stays below. */
  loaded(conversation: string, items: readonly Note[]): void {
    const waiting = this.#shown(conversation).filter(({ id, waits }) => waits && !items.some((one) => one.id === id));
    this.#notes.set(conversation, { shown: [...items, ...waiting], stale: false });
  }

  /** A note is there: one's own on its way, the same once it is stored, or a colleague's. */
  put(conversation: string, note: ShownNote): void {
    const others = this.#shown(conversation).filter(({ id }) => id !== note.id);
    this.#notes.set(conversation, { shown: [...others, note], stale: this.lacksNotes(conversation) });
  }

  /** The server refused it. */
  drop(conversation: string, id: string): void {
    const shown = this.#shown(conversation).filter((note) => note.id !== id);
    this.#notes.set(conversation, { shown, stale: this.lacksNotes(conversation) });
  }

  trail(conversation: string): ShownTrail | undefined {
    return this.#trails.get(conversation);
  }

  /** @param seq of the message that somebody asks about; 0: nobody does */
  ask(conversation: string, seq: number): void {
    if (seq === 0) this.#trails.delete(conversation);
    else this.#trails.set(conversation, { seq });
  }

  told(conversation: string, seq: number, { stored, pushes, received, read }: ServerFrameOf<"trail">): void {
    if (this.#trails.get(conversation)?.seq !== seq) return;
    const steps = { stored, pushes, ...(received && { received }), ...(read && { read }) };
    this.#trails.set(conversation, { seq, steps });
  }

  cutOff(): void {
    for (const [conversation, notes] of this.#notes) this.#notes.set(conversation, { ...notes, stale: true });
  }

  #shown(conversation: string): readonly ShownNote[] {
    return this.#notes.get(conversation)?.shown ?? [];
  }
}
