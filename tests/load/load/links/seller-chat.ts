import type { Person } from "../../stage/cast";
import type { Connect, Ears, Link } from "./link";
import { idIn, openSocket } from "./socket";

const connect = (receipts: boolean, url: string, person: Person, ears: Ears) =>
  new Promise<Link>((resolve) => {
    const { close } = openSocket(`${url}/v1/ws`, (socket) => {
      const link = {
        send: (id: string, conversation: string, text: string) =>
          socket.send(`{"type":"send","id":"${id}","conversation":"${conversation}","text":"${text}"}`),
        close: () => close(),
      };
      return {
        opened: () => socket.send(JSON.stringify({ type: "hello", v: 1, token: person.token })),
        frame: (text) => {
          if (text.startsWith('{"type":"ack"')) ears.acked(idIn(text));
          else if (text.startsWith('{"type":"message"')) {
            ears.delivered(idIn(text));
            if (receipts) socket.send(receipt(text));
          } else if (text.startsWith('{"type":"welcome"')) resolve(link);
          else if (text.startsWith('{"type":"error"')) throw new Error(text);
        },
      };
    });
  });

export const sellerChat: Connect = (url, person, ears) => connect(false, url, person, ears);
/** As the widget does: a device says what it has. */
export const sellerChatWithReceipts: Connect = (url, person, ears) => connect(true, url, person, ears);

const HEAD = /^\{"type":"message","conversation":"([^"]+)","message":\{"id":"[^"]+","seq":(\d+)/;

function receipt(frame: string): string {
  const [, conversation, seq] = HEAD.exec(frame) ?? [];
  return `{"type":"received","conversation":"${conversation}","seq":${seq}}`;
}
