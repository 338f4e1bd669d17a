/** D4, found by tests/faults: a commit can be read by a resume before the writer has told of it. */
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
