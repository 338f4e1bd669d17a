/** A buyer with a very long conversation: opens it again and again, then reads all of it. */
import type { Person } from "../stage/cast";
import { type Percentiles, percentiles } from "./percentiles";

export interface ArchiveOrder {
  readonly do: "archive";
  readonly url: string;
  readonly person: Person;
  readonly seller: string;
  readonly opens: number;
}

export interface Archive {
  /** From `open` to `opened` with the newest 30 messages. */
  readonly open: Percentiles;
  /** Milliseconds for all of it, a hundred messages at a time, one request after another. */
  readonly whole: number;
  readonly messages: number;
}

const PAGE = 100;

export async function archive({ url, person, seller, opens }: ArchiveOrder): Promise<Archive> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/v1/ws`);
  const ask = (frame: object, answer: string) =>
    new Promise<string>((resolve) => {
      socket.onmessage = ({ data }) => {
        if (String(data).startsWith(`{"type":"${answer}"`)) resolve(data);
      };
      socket.send(JSON.stringify(frame));
    });
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  await ask({ type: "hello", v: 1, token: person.token }, "welcome");

  const took: number[] = [];
  for (let n = 0; n < opens; n++) {
    const began = performance.now();
    await ask({ type: "open", ref: n, seller }, "opened");
    took.push(performance.now() - began);
  }

  const began = performance.now();
  const [conversation = ""] = person.conversations;
  let messages = 0;
  for (let before: number | undefined, more = true; more; ) {
    const page = await ask({ type: "history", ref: 0, conversation, before, limit: PAGE }, "page");
    const parsed: { more: boolean; messages: { seq: number }[] } = JSON.parse(page);
    messages += parsed.messages.length;
    before = parsed.messages[0]?.seq;
    more = parsed.more;
  }
  const whole = performance.now() - began;
  socket.close();
  return { open: percentiles(took), whole, messages };
}
