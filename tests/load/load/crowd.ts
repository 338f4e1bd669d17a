/** Thousands that are signed in and say nothing, and come back by themselves as the widget does when the link breaks. */
import { BACKOFF, backoffDelay } from "../../../widget/client/backoff";
import type { Person } from "../stage/cast";
import { median } from "./percentiles";
import { inParallel } from "./talk";

export interface GatherOrder {
  readonly do: "gather";
  readonly url: string;
  /** Joined to those that are there already. */
  readonly people: readonly Person[];
}
/** Answered when each of the crowd was dropped, is back, and has exactly the one message that it missed. */
export interface ReturnOrder {
  readonly do: "return";
}

export interface Returned {
  /** Milliseconds from the break of a link until its client had caught up: half of the clients took less. */
  readonly median: number;
}

const AT_ONCE = 200;
const HEARTBEAT = 25_000;

const members: Member[] = [];
setInterval(() => {
  for (const member of members) member.ping();
}, HEARTBEAT);

export async function gather({ url, people }: GatherOrder): Promise<void> {
  await inParallel(people, AT_ONCE, async (person) => {
    const member = new Member(`${url.replace("http", "ws")}/v1/ws`, person);
    members.push(member);
    await member.up();
  });
}

export async function comeBack(): Promise<Returned> {
  return { median: median(await Promise.all(members.map((member) => member.back()))) };
}

class Member {
  readonly #conversation: string;
  /** Everything up to here was received. */
  #rev = 1;
  #missed = 0;
  #attempt = 0;
  #socket: WebSocket | undefined;
  #droppedAt = 0;
  #resumed: (() => void) | undefined;

  constructor(
    readonly url: string,
    readonly person: Person,
  ) {
    this.#conversation = person.conversations[0] ?? "";
  }

  up(): Promise<void> {
    return new Promise((resolve) => {
      this.#resumed = resolve;
      this.#connect();
    });
  }

  /** Milliseconds it was away. */
  async back(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.#resumed = resolve;
    });
    const away = performance.now() - this.#droppedAt;
    if (this.#missed !== 1) throw new Error(`${this.person.id} missed 1 message and got ${this.#missed}`);
    this.#missed = 0;
    return away;
  }

  ping(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{"type":"ping"}');
  }

  #connect(): void {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => socket.send(this.#hello());
    socket.onmessage = ({ data }) => this.#frame(data);
    socket.onclose = () => {
      if (this.#attempt === 0) this.#droppedAt = performance.now();
      setTimeout(() => this.#connect(), backoffDelay(this.#attempt, Math.random(), BACKOFF));
      this.#attempt++;
    };
  }

  #hello(): string {
    const cursors = { [this.#conversation]: this.#rev };
    return JSON.stringify({ type: "hello", v: 1, token: this.person.token, cursors });
  }

  #frame(text: string): void {
    if (text.startsWith('{"type":"message"')) {
      this.#missed++;
      this.#rev++;
    } else if (text.startsWith('{"type":"resumed"')) {
      this.#attempt = 0;
      this.#resumed?.();
    } else if (text.startsWith('{"type":"error"')) throw new Error(text);
  }
}
