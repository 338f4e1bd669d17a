/** D4, found by tests/faults: what a link has been told is not told again, whoever was faster in the server. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { Session, type Sink } from "../../server/live/session";
import { startServer, type TestServer } from "../support/server";

const ROOM = "01900000-0000-7000-8000-00000000c0de";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

function session() {
  const sent: string[] = [];
  const sink: Sink = { address: "here", send: (text) => sent.push(text) > 0, buffered: () => 0, end: () => {} };
  return { session: new Session(server.live, sink), sent };
}

const frame = (rev: number, conversation = ROOM) => ({ text: `${conversation} ${rev}`, conversation, rev });

test("D4 a live frame that an answer has covered is dropped, whether it comes before the answer or after", async () => {
  const { session: link, sent } = session();
  await link.holding(async (covered) => {
    link.deliver(frame(4));
    link.deliver(frame(6));
    link.deliver({ text: "a receipt" });
    covered.set(ROOM, 5);
  });
  link.deliver(frame(5));
  link.deliver(frame(7));
  link.deliver(frame(1, "another"));
  expect(sent).toEqual([`${ROOM} 6`, "a receipt", `${ROOM} 7`, "another 1"]);
});

test("D4 also where another answer came in between", async () => {
  const { session: link, sent } = session();
  await link.holding(async (covered) => void covered.set(ROOM, 5));
  await link.holding(async (covered) => void covered.set("another", 2));
  link.deliver(frame(5));
  link.deliver(frame(2, "another"));
  link.deliver(frame(6));
  expect(sent).toEqual([`${ROOM} 6`]);
});

test("D4 live frames of a conversation come in its order, each once: an edit may overtake a message in the server", async () => {
  const { session: link, sent } = session();
  for (const rev of [1, 3, 2, 3, 4]) link.deliver(frame(rev));
  link.deliver(frame(2, "another"));
  expect(sent).toEqual([`${ROOM} 1`, `${ROOM} 3`, `${ROOM} 4`, "another 2"]);
});
