import type { TransportKind } from "./transport";

/** How an attempt ended. `brief`: signed in and gone again, for no reason that the server gave. `worked`: no proxy's fault. */
export type Outcome = "never-opened" | "hung" | "brief" | "worked";

/** What is remembered about the ways to the server. */
interface Ways {
  /** WebSockets that failed in a row, as if a proxy stood in between. */
  readonly failures: number;
  /** The last way that was tried, and whether it got through. */
  readonly last?: { readonly kind: TransportKind; readonly through: boolean };
}

export const UNTRIED: Ways = { failures: 0 };
const ENOUGH = 2;

export const learned = ({ failures }: Ways, kind: TransportKind, outcome: Outcome): Ways => {
  const last = { kind, through: outcome === "brief" || outcome === "worked" };
  if (kind === "polling") return { failures, last };
  // One that hung cost ten seconds already: nobody should wait for a second one.
  return { failures: outcome === "worked" ? 0 : failures + (outcome === "hung" ? ENOUGH : 1), last };
};

/** WebSocket until it failed again and again; then polling; in turns while neither gets through. */
export const nextWay = ({ failures, last }: Ways): TransportKind =>
  failures < ENOUGH || (last?.kind === "polling" && !last.through) ? "websocket" : "polling";
