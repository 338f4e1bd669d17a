import type { ClientFrame } from "../../../server/protocol/client-frames";
import { SUBPROTOCOL } from "../../../server/protocol/version";
import { type Hello, isFrame, type OpenTransport } from "./transport";

interface SocketEvents {
  open(): void;
  message(data: unknown): void;
  close(code: number, reason: string): void;
}

/** A WebSocket as it is used here. */
interface Socket {
  send(text: string): void;
  /** Detaches, then closes: nothing calls back afterwards. */
  drop(): void;
}

export type MakeSocket = (url: string, protocol: string, on: SocketEvents) => Socket;

/** The runtime's own. A laptop that slept leaves one whose `close` takes minutes; nobody waits for it. */
export const nativeSocket: MakeSocket = (url, protocol, on) => {
  const socket = new WebSocket(url, protocol);
  const detach = () => {
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
  };
  socket.onopen = () => on.open();
  socket.onmessage = (event) => on.message(event.data);
  socket.onclose = (event) => {
    detach();
    on.close(event.code, event.reason);
  };
  return {
    send: (text) => socket.send(text),
    drop() {
      detach();
      socket.onerror = () => {}; // closing one that still opens is an error event, and no news
      socket.close();
    },
  };
};

const parse = (data: unknown): unknown => {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
};

/** @param server the server's address, `https://chat.example` or with a path before `/v1` */
export const webSocketTransport =
  (server: string, make: MakeSocket): OpenTransport =>
  (on) => {
    // Answers come in the order of the questions: a welcome answers the first hello that has none.
    const hellos: Hello[] = [];
    const send = (frame: ClientFrame) => {
      if (frame.type === "hello") hellos.push(frame);
      socket.send(JSON.stringify(frame));
    };
    const socket = make(`${server.replace(/^http/, "ws")}/v1/ws`, SUBPROTOCOL, {
      open() {
        send(on.hello());
        on.opened();
      },
      message(data) {
        const frame = parse(data);
        if (!isFrame(frame)) return;
        const hello = frame.type === "welcome" ? hellos.shift() : undefined;
        if (frame.type !== "welcome") on.frame(frame);
        else if (hello) on.welcome(frame, hello);
      },
      close: (code, reason) => on.closed({ code, reason }),
    });
    return { kind: "websocket", send, close: () => socket.drop() };
  };
