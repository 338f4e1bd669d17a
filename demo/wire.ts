/** A bare client of the chat's wire: one signed-in socket, requests with their answers, and what comes by itself. */
import type { ClientFrame } from "../server/protocol/client-frames";
import { HEARTBEAT } from "../server/protocol/limits";
import type { ServerFrame, ServerFrameOf } from "../server/protocol/server-frames";
import { SUBPROTOCOL, VERSION } from "../server/protocol/version";

/** Frames that ask for something, without the mark that we put on them. */
type Unmarked<F> = F extends { ref: unknown } ? Omit<F, "ref"> : never;
type Asked = Unmarked<ClientFrame>;
type Waiter = { readonly resolve: (frame: ServerFrame) => void; readonly reject: (reason: Error) => void };

export class Wire {
  /** When the server said welcome, by its clock. */
  readonly since: string;
  /** Resolves when the socket is gone, whoever closed it. */
  readonly closed: Promise<void>;
  /** Everything that nobody has asked for. */
  onFrame: (frame: ServerFrame) => void = () => {};
  readonly #socket: WebSocket;
  readonly #waiters = new Map<string, Waiter>();
  #refs = 0;

  private constructor(socket: WebSocket, welcome: ServerFrameOf<"welcome">) {
    this.#socket = socket;
    this.since = welcome.time;
    socket.onmessage = ({ data }) => this.#take(JSON.parse(String(data)));
    const heartbeat = setInterval(() => this.tell({ type: "ping" }), HEARTBEAT);
    this.closed = new Promise((resolve) => {
      socket.onclose = () => {
        clearInterval(heartbeat);
        for (const { reject } of this.#waiters.values()) reject(new Error("The link to the chat is gone."));
        this.#waiters.clear();
        resolve();
      };
    });
  }

  /**
   * Signs in. `server` is its address, `http://localhost:3000`.
   * @throws Error when the server can't be reached or refuses the token
   */
  static async open(server: string, token: string): Promise<Wire> {
    const socket = new WebSocket(`${server.replace(/^http/, "ws")}/v1/ws`, SUBPROTOCOL);
    return new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify({ type: "hello", v: VERSION, token } satisfies ClientFrame));
      socket.onclose = ({ code, reason }) => reject(new Error(`The chat can't be reached (${code} ${reason}).`));
      socket.onmessage = ({ data }) => {
        const frame: ServerFrame = JSON.parse(String(data));
        if (frame.type === "welcome") resolve(new Wire(socket, frame));
      };
    });
  }

  tell(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** @throws Error with the server's words when it refuses, or when the link breaks before the answer */
  async open(request: Omit<Extract<Asked, { type: "open" }>, "type">): Promise<ServerFrameOf<"opened">> {
    return this.#ask({ type: "open", ...request }, "opened");
  }

  /** @throws Error as `open` */
  async inbox(request: Omit<Extract<Asked, { type: "inbox" }>, "type">): Promise<ServerFrameOf<"inbox">> {
    return this.#ask({ type: "inbox", ...request }, "inbox");
  }

  /** Resolves when the message is durable. @throws Error as `open` */
  async send(message: { id: string; conversation: string; text: string }): Promise<ServerFrameOf<"ack">> {
    const answer = this.#wait(message.id);
    this.tell({ type: "send", ...message });
    return expected(await answer, "ack");
  }

  close(): void {
    this.#socket.close();
  }

  async #ask<K extends "opened" | "inbox">(frame: Asked, answer: K): Promise<ServerFrameOf<K>> {
    const ref = `demo-${++this.#refs}`;
    const waiting = this.#wait(ref);
    this.tell({ ...frame, ref });
    return expected(await waiting, answer);
  }

  #wait(mark: string): Promise<ServerFrame> {
    return new Promise((resolve, reject) => this.#waiters.set(mark, { resolve, reject }));
  }

  #take(frame: ServerFrame): void {
    const mark = "ref" in frame ? frame.ref : frame.type === "ack" || frame.type === "error" ? frame.id : undefined;
    const waiter = this.#waiters.get(String(mark));
    this.#waiters.delete(String(mark));
    if (!waiter) this.onFrame(frame);
    else if (frame.type === "error") waiter.reject(new Error(`${frame.code}: ${frame.message}`));
    else waiter.resolve(frame);
  }
}

const isA = <K extends ServerFrame["type"]>(frame: ServerFrame, type: K): frame is ServerFrameOf<K> =>
  frame.type === type;

function expected<K extends "ack" | "opened" | "inbox">(frame: ServerFrame, type: K): ServerFrameOf<K> {
  if (isA(frame, type)) return frame;
  throw new Error(`${type} was expected, ${frame.type} came.`);
}
