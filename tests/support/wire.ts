/** A bare client of the wire: what other programs would write. */
import type { ServerFrame, ServerFrameOf, ServerFrameType } from "../../server/protocol/server-frames";

const PATIENCE = 15_000; // a busy machine takes its time

export class Wire {
  /** Everything that came and nobody has taken yet. */
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #waiters: (() => void)[] = [];
  #ref = 0;

  private constructor(readonly socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      this.frames.push(JSON.parse(String(data)));
      for (const wake of this.#waiters.splice(0)) wake();
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => {
        resolve({ code, reason });
        for (const wake of this.#waiters.splice(0)) wake();
      });
    });
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<Wire> {
    const socket = new WebSocket(url, { headers });
    const wire = new Wire(socket);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return wire;
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Anything, also what is no frame. */
  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    this.socket.send(data);
  }

  /** Takes the first frame of this type, waiting for it. */
  async next<K extends ServerFrameType>(
    type: K,
    fits: (frame: ServerFrameOf<K>) => boolean = () => true,
  ): Promise<ServerFrameOf<K>> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const index = this.frames.findIndex((frame) => frame.type === type && fits(frame as ServerFrameOf<K>));
      if (index >= 0) return this.frames.splice(index, 1)[0] as ServerFrameOf<K>;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed while waiting for ${type}`);
      await this.#change(until, type);
    }
  }

  /** Sends a request with a `ref` of its own and takes the answer to it. */
  async ask<K extends ServerFrameType>(
    frame: { type: string } & Record<string, unknown>,
    answer: K,
  ): Promise<ServerFrameOf<K>> {
    const ref = `r${++this.#ref}`;
    this.send({ ref, ...frame });
    return this.next(answer, (given) => "ref" in given && given.ref === ref);
  }

  async open(seller: string, topic?: object): Promise<ServerFrameOf<"opened">> {
    return this.ask({ type: "open", seller, ...(topic ? { topic } : {}) }, "opened");
  }

  /** Submits a text; resolves with its ack. */
  async say(conversation: string, text: string, id: string = crypto.randomUUID()): Promise<ServerFrameOf<"ack">> {
    this.send({ type: "send", id, conversation, text });
    return this.next("ack", (ack) => ack.id === id);
  }

  /** Resolves after everything sent so far was handled; what came until then is in `frames`. */
  async settled(): Promise<void> {
    this.send({ type: "ping" });
    await this.next("pong");
  }

  close(): void {
    this.socket.close();
  }

  #change(until: number, type: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${type} came; got ${JSON.stringify(this.frames)}`)),
        until - Date.now(),
      );
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
