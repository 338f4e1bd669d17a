import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Message } from "../../server/protocol/model";
import { startServer, type TestServer } from "../support/server";
import type { Wire } from "../support/wire";

let server: TestServer;
let rival: TestServer; // a second process's worth of server on the same database
beforeAll(async () => {
  server = await startServer();
  rival = await startServer({ database: server.database, config: { rateLimits: false } });
});
afterAll(async () => {
  await rival.stop();
  await server.stop();
});

let people = 0;
async function talk(on: TestServer = server) {
  const seller = `shop-${++people}`;
  const buyer = { sub: `buyer-${people}`, name: "Анна" };
  const agent = { sub: `agent-${people}`, name: "Пётр", sellers: [seller] };
  const wire = await on.signIn(buyer);
  const { conversation } = await wire.open(seller);
  return { buyer, agent, seller, wire, id: conversation.id };
}

const history = async (wire: Wire, conversation: string): Promise<Message[]> => {
  const all: Message[] = [];
  for (let before: number | undefined, more = true; more; ) {
    const page = await wire.ask({ type: "history", conversation, limit: 100, ...(before ? { before } : {}) }, "page");
    all.unshift(...page.messages);
    before = page.messages[0]?.seq;
    more = page.more;
  }
  return all;
};
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test("D1 what was acked is in the database, seen by another connection at once", async () => {
  const { wire, id, buyer } = await talk();
  const other = await rival.signIn(buyer);
  for (const text of ["раз", "два", "три"]) {
    const ack = await wire.say(id, text);
    const { messages } = await other.ask({ type: "history", conversation: id, limit: 1 }, "page");
    expect(messages[0]).toMatchObject({ seq: ack.seq, text });
  }
});

test("D2 the same id again is acked with the same seq and stored once, in a batch, later, and on another node", async () => {
  const { wire, id, buyer, agent } = await talk();
  const message = { type: "send", id: crypto.randomUUID(), conversation: id, text: "один раз" };
  for (let n = 0; n < 5; n++) wire.send(message);
  const acks = await Promise.all(upTo(5).map(() => wire.next("ack")));
  expect(new Set(acks.map(({ seq }) => seq))).toEqual(new Set([1]));
  const elsewhere = await rival.signIn(buyer);
  elsewhere.send({ ...message, text: "другой текст" });
  expect(await elsewhere.next("ack")).toMatchObject({ seq: 1, at: acks[0]?.at as string });
  expect((await history(wire, id)).map(({ text }) => text)).toEqual(["один раз"]);

  const thief = await server.signIn(agent);
  thief.send(message);
  expect(await thief.next("error")).toMatchObject({ code: "conflict", id: message.id });
  expect(await history(wire, id)).toHaveLength(1);
});

test("D2 D3 two nodes with the same ids and conversations at once: no repeat, no hole, one order", async () => {
  const { wire, id, buyer } = await talk(rival);
  const other = await talk(rival);
  const here = await server.live.writer;
  const ids = upTo(2_000).map(() => crypto.randomUUID());
  const submit = (writer: typeof here, message: string, conversation: string, sender: string) =>
    new Promise<{ seq: number }>((resolve, reject) =>
      writer.submit({
        id: message,
        conversation,
        side: "buyer",
        party: sender,
        sender,
        text: message,
        replyTo: undefined,
        attachments: [],
        settle: (outcome) => ("seq" in outcome ? resolve(outcome) : reject(outcome)),
      }),
    );
  const places = [
    { conversation: id, sender: buyer.sub },
    { conversation: other.id, sender: other.buyer.sub },
  ];
  const seqs = await Promise.all(
    ids.map(async (message, n) => {
      const { conversation, sender } = places[n % 2] as (typeof places)[0];
      const [one, two] = await Promise.all(
        [here, rival.live.writer].map((writer) => submit(writer, message, conversation, sender)),
      );
      expect(one?.seq).toBe(two?.seq as number);
      return one?.seq;
    }),
  );
  expect(seqs.filter((_, n) => n % 2 === 0).sort((a = 0, b = 0) => a - b)).toEqual(upTo(1_000));
  const [mine, theirs] = await Promise.all([history(wire, id), history(other.wire, other.id)]);
  expect(mine.map(({ seq }) => seq)).toEqual(upTo(1_000));
  expect(theirs.map(({ seq }) => seq)).toEqual(upTo(1_000));
  expect(mine.map(({ rev }) => rev)).toEqual(upTo(1_000));
});

test("D3 a person's messages keep the order in which they were submitted, and everyone sees one order", async () => {
  const { wire, id, agent } = await talk();
  await wire.say(id, "1");
  const seller = await server.signIn(agent);
  const texts = upTo(90).map(String);
  for (const text of texts.slice(1)) {
    wire.send({ type: "send", id: crypto.randomUUID(), conversation: id, text });
    if (Number(text) % 3 === 0)
      seller.send({ type: "send", id: crypto.randomUUID(), conversation: id, text: `s${text}` });
  }
  for (let acks = 0; acks < 89; acks++) await wire.next("ack");
  for (let acks = 0; acks < 30; acks++) await seller.next("ack");
  await Promise.all([wire.settled(), seller.settled()]);
  const [asBuyer, asSeller] = await Promise.all([history(wire, id), history(seller, id)]);
  expect(asBuyer).toEqual(asSeller);
  expect(asBuyer.map(({ seq }) => seq)).toEqual(upTo(120));
  expect(asBuyer.filter(({ side }) => side === "buyer").map(({ text }) => text)).toEqual(texts);
});

test("D4 after hello: all that was missed, once, in order, before anything live", async () => {
  const { wire, id, agent } = await talk(rival);
  await wire.say(id, "0");
  const token = await rival.token(agent);
  let cursor = 1;
  // A seller comes and goes while the buyer never stops writing.
  let writing = true;
  const writer = (async () => {
    while (writing) await wire.say(id, "x");
  })();
  while (cursor < 100) {
    const link = await rival.connect();
    link.send({ type: "hello", v: 1, token, cursors: { [id]: cursor }, sides: ["seller"] });
    const resumed = await link.next("resumed");
    expect(resumed).toMatchObject({ conversation: id });
    expect(resumed.reset).toBeUndefined();
    await link.settled();
    const revs = link.frames.flatMap((frame) => (frame.type === "message" ? [frame.message.rev] : []));
    expect(revs).toEqual(revs.map((_, n) => cursor + 1 + n));
    cursor = revs.at(-1) ?? cursor;
    link.close();
    await link.closed;
  }
  writing = false;
  await writer;
});

test("D4 no window between an `open` and the live frames after it", async () => {
  const { wire, id, buyer, seller } = await talk(rival);
  await wire.say(id, "0");
  let writing = true;
  const writer = (async () => {
    while (writing) await wire.say(id, "x");
  })();
  for (let seen = 0; seen < 30; ) {
    const link = await rival.signIn(buyer);
    const opened = await link.open(seller);
    await link.settled();
    await link.settled();
    // Frames that came before `opened` are covered by it; those after it go on without a hole.
    const revs = link.frames
      .flatMap((frame) => (frame.type === "message" ? [frame.message.rev] : []))
      .filter((rev) => rev > opened.conversation.rev);
    expect(revs).toEqual(revs.map((_, n) => opened.conversation.rev + 1 + n));
    seen += revs.length;
    link.close();
    await link.closed;
  }
  writing = false;
  await writer;
});

test("D4 `reset` when the cursor is ahead, when it isn't theirs, and after more than 500 changes", async () => {
  const { wire, id, buyer } = await talk(rival);
  await wire.say(id, "первое");
  for (let n = 0; n < 501; n++) wire.send({ type: "send", id: crypto.randomUUID(), conversation: id, text: `${n}` });
  for (let n = 0; n < 501; n++) await wire.next("ack");
  const strange = crypto.randomUUID();
  const cursorsAndResets: [Record<string, number>, boolean][] = [
    [{ [id]: 503 }, true],
    [{ [id]: 1 }, true],
    [{ [strange]: 0 }, true],
    [{ [id]: 2 }, false],
    [{ [id]: 502 }, false],
  ];
  for (const [cursors, reset] of cursorsAndResets) {
    const link = await server.signIn(buyer, { cursors });
    const resumed = await link.next("resumed");
    expect(resumed.reset ?? false).toBe(reset);
    const [cursor = 0] = Object.values(cursors);
    expect(link.frames.filter(({ type }) => type === "message")).toHaveLength(reset ? 0 : 502 - cursor);
  }
});

test("edits and removals ride the same counter, and only their author makes them", async () => {
  const { wire, id, agent } = await talk();
  await wire.say(id, "опечтка");
  await wire.say(id, "второе");
  const seller = await server.signIn(agent);
  expect(await wire.ask({ type: "edit", conversation: id, seq: 1, text: "опечатка" }, "done")).toMatchObject({
    rev: 3,
  });
  expect((await seller.next("message")).message).toMatchObject({ seq: 1, rev: 3, text: "опечатка" });
  expect(await wire.ask({ type: "remove", conversation: id, seq: 2 }, "done")).toMatchObject({ rev: 4 });
  const { message } = await seller.next("message");
  expect(message).toMatchObject({ seq: 2, rev: 4, text: "" });
  expect(message.removedAt).toBeDefined();
  expect(await seller.ask({ type: "changes", conversation: id, after: 2 }, "page")).toMatchObject({
    rev: 4,
    more: false,
  });
  expect((await seller.ask({ type: "inbox", seller: agent.sellers[0] as string }, "inbox")).unread).toBe(1);
  expect(await seller.ask({ type: "edit", conversation: id, seq: 1, text: "чужое" }, "error")).toMatchObject({
    code: "forbidden",
  });
  expect(await wire.ask({ type: "edit", conversation: id, seq: 2, text: "поздно" }, "error")).toMatchObject({
    code: "conflict",
  });
  expect(await wire.ask({ type: "remove", conversation: id, seq: 9 }, "error")).toMatchObject({ code: "not_found" });
});
