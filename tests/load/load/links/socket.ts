/** A WebSocket whose frames are looked at as text: parsing JSON would cost the load more than it measures. */

export interface Frames {
  opened(): void;
  frame(text: string): void;
}

/** Calls `frames` until `close`. A socket that ends by itself throws, which ends the process. */
export function openSocket(url: string, frames: (socket: WebSocket) => Frames): { close(): void } {
  const socket = new WebSocket(url.replace("http", "ws"));
  const { opened, frame } = frames(socket);
  socket.onopen = opened;
  socket.onmessage = ({ data }) => frame(data);
  socket.onclose = ({ code, reason }) => {
    throw new Error(`${url} closed a socket: ${code} ${reason}`);
  };
  return {
    close() {
      socket.onclose = null;
      socket.close();
    },
  };
}

/** The first id of a frame. In every frame that says something of one message, that is the message's. */
export function idIn(frame: string): string {
  const at = frame.indexOf('"id":"');
  if (at < 0) throw new Error(`no id in ${frame}`);
  return frame.slice(at + 6, at + 42);
}
