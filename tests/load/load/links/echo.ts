import type { Connect } from "./link";
import { idIn, openSocket } from "./socket";

/** What is sent comes back to the same socket, which counts it as acked and delivered. */
export const echo: Connect = (url, _person, ears) =>
  new Promise((resolve) => {
    const { close } = openSocket(url, (socket) => {
      const link = {
        send: (id: string, conversation: string, text: string) =>
          socket.send(`{"type":"send","id":"${id}","conversation":"${conversation}","text":"${text}"}`),
        close: () => close(),
      };
      return {
        opened: () => resolve(link),
        frame: (text) => {
          const id = idIn(text);
          ears.delivered(id);
          ears.acked(id);
        },
      };
    });
  });
