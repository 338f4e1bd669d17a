import type { ClientFrame } from "../../server/protocol/client-frames";
import { CLOSE } from "../../server/protocol/codes";
import type { ServerFrame } from "../../server/protocol/server-frames";
import type { Clock } from "./clock";
import { Heartbeat } from "./heartbeat";
import type { Outcome } from "./transports/choice";
import type { Closed, Hello, OpenTransport, Transport, TransportKind, Welcome } from "./transports/transport";

/** Opening and signing in may take this long together: a slow phone network needs four round trips. */
const OPEN_WITHIN = 10_000;
/** A link that lived this long is taken for a good one. */
export const SETTLED = 5_000;

const GONE = 1006; // RFC 6455: ended without a closing frame

interface LinkEvents {
  hello(): Hello;
  opened(): void;
  welcome(frame: Welcome, hello: Hello): void;
  frame(frame: ServerFrame): void;
  ended(outcome: Outcome, how: Closed): void;
}

type Stage =
  | { readonly name: "opening"; readonly cancel: () => void }
  | { readonly name: "signed-in"; readonly since: number; readonly heartbeat: Heartbeat }
  | { readonly name: "over" };

/** One attempt to reach the server, from the first byte to the end: adds deadlines and the heartbeat to a transport. */
export class Link {
  readonly kind: TransportKind;
  readonly #clock: Clock;
  readonly #on: LinkEvents;
  readonly #transport: Transport;
  #stage: Stage;

  constructor(open: OpenTransport, clock: Clock, on: LinkEvents) {
    this.#clock = clock;
    this.#on = on;
    this.#stage = {
      name: "opening",
      cancel: clock.after(OPEN_WITHIN, () => this.#end({ code: GONE, reason: "no answer" }, "hung")),
    };
    this.#transport = open({
      hello: () => on.hello(),
      opened: () => on.opened(),
      welcome: (frame, hello) => this.#welcome(frame, hello),
      frame: (frame) => this.#frame(frame),
      closed: (how) => this.#end(how),
    });
    this.kind = this.#transport.kind;
  }

  /** Since when it is signed in, by this machine's clock. */
  get since(): number | undefined {
    return this.#stage.name === "signed-in" ? this.#stage.since : undefined;
  }

  send(frame: ClientFrame): void {
    if (this.#stage.name !== "signed-in") return;
    this.#stage.heartbeat.sent();
    this.#transport.send(frame);
  }

  /** Is it alive? Ends by itself if nothing answers within five seconds. */
  probe(): void {
    if (this.#stage.name === "signed-in") this.#stage.heartbeat.probe();
  }

  close(): void {
    const stage = this.#stage;
    if (stage.name === "over") return;
    this.#stage = { name: "over" };
    if (stage.name === "opening") stage.cancel();
    else stage.heartbeat.stop();
    this.#transport.close();
  }

  #welcome(frame: Welcome, hello: Hello): void {
    if (this.#stage.name === "opening") {
      this.#stage.cancel();
      const heartbeat = new Heartbeat(
        this.#clock,
        {
          ping: () => this.#transport.send({ type: "ping" }),
          dead: () => this.#end({ code: GONE, reason: "the link went silent" }),
        },
        // A poll that hangs is its own heartbeat; only if none came back for long there is something to ask.
        this.kind === "polling" ? 2 * frame.heartbeat : frame.heartbeat,
      );
      this.#stage = { name: "signed-in", since: this.#clock.now(), heartbeat };
    }
    this.#heard();
    if (this.#stage.name === "signed-in") this.#stage.heartbeat.sent(); // a welcome answers a hello
    this.#on.welcome(frame, hello);
  }

  #frame(frame: ServerFrame): void {
    this.#heard();
    if (frame.type === "error" && frame.code === "unauthorized" && frame.ref === undefined && frame.id === undefined)
      this.#end({
        code: CLOSE.unauthorized,
        reason: frame.message,
        ...(frame.retryAfter !== undefined && { retryAfter: frame.retryAfter }),
      });
    else this.#on.frame(frame);
  }

  #heard(): void {
    if (this.#stage.name === "signed-in") this.#stage.heartbeat.heard();
  }

  #end(how: Closed, outcome = this.#outcome(how)): void {
    if (this.#stage.name === "over") return;
    this.close();
    this.#on.ended(outcome, how);
  }

  #outcome({ code }: Closed): Outcome {
    // A reason of the server's own came through, so the way is open.
    if (code >= 4000 || code === CLOSE.restart) return "worked";
    if (this.since === undefined) return "never-opened";
    return this.#clock.now() - this.since < SETTLED ? "brief" : "worked";
  }
}
