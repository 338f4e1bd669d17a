/** Engine.IO 4 and Socket.IO 5 on the wire: a digit or two, then JSON. */
import type { Connect } from "./link";
import { idIn, openSocket } from "./socket";

const PATH = "/socket.io/?EIO=4&transport=websocket";

export const socketIo: Connect = (url, person, ears) =>
  new Promise((resolve) => {
    let asked = 0;
    const { close } = openSocket(url + PATH, (socket) => {
      const link = {
        send: (id: string, conversation: string, text: string) =>
          socket.send(`42${asked++}["send",{"id":"${id}","conversation":"${conversation}","text":"${text}"}]`),
        close: () => close(),
      };
      return {
        opened: () => {}, // the server speaks first
        frame: (text) => {
          if (text.startsWith("43")) ears.acked(idIn(text));
          else if (text.startsWith("42")) ears.delivered(idIn(text));
          else if (text.startsWith("0")) socket.send(`40${JSON.stringify({ token: person.token })}`);
          else if (text.startsWith("40")) resolve(link);
          else if (text === "2") socket.send("3");
          else throw new Error(text);
        },
      };
    });
  });
