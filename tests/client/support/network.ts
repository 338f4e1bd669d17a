import { type MakeSocket, nativeSocket } from "../../../widget/client/transports/websocket";

/** A network between a client and its server that a test takes down and puts up. */
export class Network {
  #up = true;
  readonly #cuts = new Set<() => void>();

  /** Ends what is open, and lets nothing new through until `restore`. */
  cut(): void {
    this.#up = false;
    this.drop();
  }

  /** Ends what is open. */
  drop(): void {
    for (const cut of [...this.#cuts]) cut();
  }

  restore(): void {
    this.#up = true;
  }

  readonly socket: MakeSocket = (url, protocol, on) => {
    if (!this.#up) {
      queueMicrotask(() => on.close(1006, "no network"));
      return { send: () => {}, drop: () => {} };
    }
    const end = (code: number, reason: string) => {
      this.#cuts.delete(cut);
      on.close(code, reason);
    };
    const socket = nativeSocket(url, protocol, { ...on, close: end });
    const cut = () => {
      socket.drop();
      end(1006, "cut");
    };
    this.#cuts.add(cut);
    return {
      send: socket.send,
      drop: () => {
        this.#cuts.delete(cut);
        socket.drop();
      },
    };
  };
}
