/** Everything that carries messages from one to another here, and how the load speaks to it. */
import type { LinkKind } from "../load/links/link";

export interface Server {
  /** What follows `bun`. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const SELLER_CHAT: Server = {
  command: ["server/main.ts"],
  environment: { RATE_LIMITS: "off", LOG_LEVEL: "warn", LOG_FORMAT: "json", DEMO: "off" },
};

export const SERVERS = {
  "seller-chat": SELLER_CHAT,
  "socket.io": { command: ["tests/load/systems/socket-io.ts"], environment: { STORE: "transaction" } },
  "socket.io-statement": { command: ["tests/load/systems/socket-io.ts"], environment: { STORE: "statement" } },
  polling: { command: ["tests/load/systems/polling.ts"], environment: {} },
  echo: { command: ["tests/load/systems/echo.ts"], environment: {} },
} as const satisfies Record<string, Server>;
export type ServerName = keyof typeof SERVERS;

export interface System {
  /** As the report names it. */
  readonly title: string;
  readonly server: ServerName;
  readonly link: LinkKind;
  /** How many rows a message adds to `chat.message`. */
  readonly rows: 0 | 1;
  /** Measured at every number of busy sockets, or only where the bars about messages a second are judged. */
  readonly at: "every level" | "one level";
}

export const SYSTEMS = {
  "seller-chat": { title: "seller-chat", server: "seller-chat", link: "seller-chat", rows: 1, at: "every level" },
  receipts: {
    title: "seller-chat, each delivery answered with `received`",
    server: "seller-chat",
    link: "seller-chat with receipts",
    rows: 1,
    at: "one level",
  },
  "socket.io": {
    title: "Socket.IO, insert and update in a transaction",
    server: "socket.io",
    link: "socket.io",
    rows: 1,
    at: "every level",
  },
  "socket.io-statement": {
    title: "Socket.IO, both in one statement",
    server: "socket.io-statement",
    link: "socket.io",
    rows: 1,
    at: "one level",
  },
  polling: { title: "Polling every 2 s", server: "polling", link: "polling", rows: 1, at: "every level" },
  echo: { title: "Limit: bare `Bun.serve` echo", server: "echo", link: "echo", rows: 0, at: "one level" },
} as const satisfies Record<string, System>;
export type SystemName = keyof typeof SYSTEMS;
