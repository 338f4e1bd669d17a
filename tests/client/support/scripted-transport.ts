import type { ClientFrame } from "../../../server/protocol/client-frames";
import type { ServerFrame } from "../../../server/protocol/server-frames";
import type {
  Closed,
  Hello,
  OpenTransport,
  TransportEvents,
  TransportKind,
  Welcome,
} from "../../../widget/client/transports/transport";

/** One link whose other end is the test. */
export class ScriptedLink {
  readonly sent: ClientFrame[] = [];
  closed = false;
  #hello: Hello | undefined;

  constructor(
    readonly kind: TransportKind,
    readonly on: TransportEvents,
  ) {}

  /** The way is open; the client says hello. */
  open(): Hello {
    const hello = this.on.hello();
    this.#hello = hello;
    this.on.opened();
    return hello;
  }

  welcome(change: Partial<Welcome> = {}): void {
    const hello = this.#hello ?? this.on.hello();
    this.on.welcome({ ...WELCOME, ...change }, hello);
  }

  /** Opens and signs in. */
  accept(change: Partial<Welcome> = {}): void {
    this.open();
    this.welcome(change);
  }

  frame(frame: ServerFrame): void {
    this.on.frame(frame);
  }

  end(how: Partial<Closed> = {}): void {
    this.on.closed({ code: 1006, reason: "", ...how });
  }

  /** Types of what was sent so far. */
  get types(): readonly string[] {
    return this.sent.map(({ type }) => type);
  }
}

export const WELCOME: Welcome = {
  type: "welcome",
  v: 1,
  user: { id: "ann", name: "Ann", sellers: [] },
  session: "s1",
  heartbeat: 25_000,
  limits: { text: 4000, frame: 16_384, attachments: 10, file: 1_000_000, cursors: 100, contacts: "off" },
  time: "2026-11-02T09:00:00.000Z",
};

/** Makes links and keeps them in the order in which they were asked for. */
export class ScriptedTransport {
  readonly links: ScriptedLink[] = [];

  readonly open =
    (kind: TransportKind): OpenTransport =>
    (on) => {
      const link = new ScriptedLink(kind, on);
      this.links.push(link);
      return {
        kind,
        send: (frame) => void link.sent.push(frame),
        close: () => {
          link.closed = true;
        },
      };
    };

  get last(): ScriptedLink {
    const link = this.links.at(-1);
    if (!link) throw new Error("no link was asked for");
    return link;
  }
}
