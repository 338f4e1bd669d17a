import type { Side } from "../client/state";

/** What an element's attributes say about its server and its person; what a client is made from. */
export interface PageSettings {
  /** Origin of the server, `https://chat.example`. */
  readonly server: string;
  /** On which side this element talks. */
  readonly side: Side;
  /** The store's token, asked for whenever one is needed; undefined means a guest. */
  readonly getToken: () => Promise<string | undefined>;
  /** BCP 47, of the words that the person sees. */
  readonly locale: string;
  /** Tells each step in the console. */
  readonly debug: boolean;
  /** Bounds of the wait before a reconnect, milliseconds. */
  readonly reconnectMin?: number;
  readonly reconnectMax?: number;
}

/** Where the script came from, and so the server. With a bundler it is the page's own origin: `server` tells better. */
export const SCRIPT_ORIGIN = new URL(import.meta.url).origin;
