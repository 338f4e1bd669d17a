/** What a person does in a notification: a session of one or two frames, so that everything holds as on any other link. */
import type { Actor } from "../db/subscriptions";
import { ChatError } from "../errors";
import type { ServerFrame } from "../protocol/server-frames";
import type { Live } from "./live";
import type { Session, Sink } from "./session";

interface ActingPlace extends Actor {
  readonly conversation: string;
  /** The newest message that they have seen in the notification. */
  readonly seq: number;
  /** Where it comes from, for limits and logs. */
  readonly address: string;
}

/** Reads up to the notification's message, and answers. @throws ChatError as a `send` is refused */
export const reply = (live: Live, place: ActingPlace, { id, text }: { id: string; text: string }): Promise<void> => {
  const { conversation, seq } = place;
  return acting(live, place, async (session, answer) => {
    await session.handle({ type: "read", conversation, seq });
    const answered = answer(id);
    await session.handle({ type: "send", id, conversation, text });
    await answered;
  });
};

/** @throws ChatError */
export const markRead = (live: Live, place: ActingPlace): Promise<void> => {
  const { conversation, seq } = place;
  return acting(live, place, async (session) => {
    await session.handle({ type: "read", conversation, seq });
  });
};

async function acting(
  live: Live,
  { person: id, name, picture, side, seller, address }: ActingPlace,
  work: (session: Session, answer: (id: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const sink = new Answer(address);
  const session = live.connect(sink);
  if (sink.refusal) throw sink.refusal; // one link too many: nothing that it does would be answered
  const sellers = side === "seller" ? [seller] : [];
  session.person = {
    identity: {
      id,
      name,
      picture,
      sellers: sellers.map((each) => ({ id: each })),
      guest: id.startsWith("guest:"),
      issuedAt: live.now(),
      expiresAt: Number.POSITIVE_INFINITY,
    },
    asker: { id, sellers },
    me: { id, name, ...(picture ? { picture } : {}) },
    sides: [side],
  };
  try {
    await work(session, (message) => sink.to(message));
    if (sink.refusal) throw sink.refusal;
  } finally {
    session.closed(1000, "acted");
  }
}

class Answer implements Sink {
  refusal: ChatError | undefined;
  readonly #waiting = new Map<string, () => void>();

  constructor(readonly address: string) {}

  /** Resolves once the message with this id is answered, either way. */
  to(id: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  send(text: string): boolean {
    const frame: ServerFrame = JSON.parse(text);
    if (frame.type === "error") this.refusal = new ChatError(frame.code, frame.message, frame.retryAfter);
    if ((frame.type === "error" || frame.type === "ack") && frame.id) this.#waiting.get(frame.id)?.();
    return true;
  }

  buffered(): number {
    return 0;
  }

  end(_code: number, reason: string): void {
    this.refusal ??= new ChatError("unavailable", reason);
    for (const wake of this.#waiting.values()) wake();
  }
}
