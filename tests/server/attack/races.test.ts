/** What people do in the same moment, on purpose: whichever is first, the log stays whole and everybody is told the same. */
import { afterAll, beforeAll, expect, spyOn, test } from "bun:test";
import type { Sql } from "postgres";
import { connectOwner } from "../../../server/db/client";
import { erasePerson } from "../../../server/db/privacy";
import { createLog } from "../../../server/log";
import type { ClaimAnswer, GuestAnswer } from "../../../server/protocol/rest";
import type { ServerFrame } from "../../../server/protocol/server-frames";
import { FILE, type FileServer, pair, raw, refused, startFileServer, storedFiles } from "../../support/files";
import { type PushService, startPushService } from "../../support/push-service";
import type { Wire } from "../../support/wire";

const ADMIN_KEY = "an operator's key of the tests, thirty-two bytes";
const ROUNDS = 25;

let server: FileServer;
let push: PushService;
/** The database past every rule. */
let owner: Sql;
/** Lines of the log that tell of a fault of ours. */
const faults: string[] = [];
beforeAll(async () => {
  push = await startPushService();
  const write = (line: string) => {
    if (!line.includes("search index: later")) faults.push(line); // it waits for nobody's lock
  };
  const log = createLog({ logLevel: "warn", logFormat: "json" }, { write });
  server = await startFileServer({ config: { rateLimits: false, adminKey: ADMIN_KEY, pushHosts: [push.origin] }, log });
  owner = connectOwner(server.database.where);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await push.stop();
});

const http = (path: string, body: object, token?: string) =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
const newGuest = async () => (await (await http("/v1/guests", {})).json()) as GuestAnswer;
const claim = async (guest: GuestAnswer, sub: string) => {
  const answer = await http("/v1/guests/claim", { guest: guest.token, token: await server.token({ sub }) });
  return (await answer.json()) as ClaimAnswer;
};

/** Sends so many messages in one go. Returns their ids. */
function shout(wire: Wire, conversation: string, times = 20): string[] {
  const ids = Array.from({ length: times }, () => crypto.randomUUID());
  for (const id of ids) wire.send({ type: "send", id, conversation, text: "again" });
  return ids;
}

/** What the link says of each of them. */
const answers = (wire: Wire, ids: readonly string[]) =>
  Promise.all(
    ids.map((id) => Promise.any((["ack", "error"] as const).map((type) => wire.next(type, (f) => f.id === id)))),
  );

/** Takes what came on these links until now. */
async function heard(...wires: Wire[]): Promise<ServerFrame[][]> {
  await Promise.all(wires.map((wire) => wire.settled()));
  return wires.map((wire) => wire.frames.splice(0));
}

/** D3 and the counts of all that there is, and no fault on the way. */
async function expectSound(): Promise<void> {
  const broken = await owner`
    select c.id from chat.conversation c, lateral (
      select count(*) as count, coalesce(max(seq), 0) as last, coalesce(max(rev), 0) as rev, count(distinct rev) as revs,
        count(*) filter (where m.seq > c.buyer_read_seq and m.side <> 'buyer' and m.removed_at is null) as for_buyer,
        count(*) filter (where m.seq > c.seller_read_seq and m.side <> 'seller' and m.removed_at is null) as for_seller
      from chat.message m where m.conversation_id = c.id
    ) m
    where (c.last_seq, c.last_seq, c.rev, c.last_seq, c.buyer_unread, c.seller_unread)
      <> (m.count, m.last, m.rev, m.revs, m.for_buyer, m.for_seller)
  `;
  expect([...broken]).toEqual([]);
  expect(faults).toEqual([]);
}

test("S2 two users claim a guest who is writing: one has everything, and what was acked is there", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const guest = await newGuest();
    const wire = await server.connect();
    wire.send({ type: "hello", v: 1, token: guest.token });
    const { conversation } = await wire.open("lamps");
    await wire.say(conversation.id, "first");
    shout(wire, conversation.id);
    const claims = await Promise.all([`anna ${round}`, `vera ${round}`].map((sub) => claim(guest, sub)));
    expect(claims.map(({ conversations }) => conversations).sort()).toEqual([0, 1]);
    expect((await wire.closed).code).toBe(4401);
    const acked = wire.frames.flatMap((frame) => (frame.type === "ack" ? [frame.id] : []));
    const stored = await owner`select id, sender from chat.message where conversation_id = ${conversation.id}`;
    expect(new Set(stored.map(({ sender }) => sender)).size).toBe(1);
    expect(stored[0]?.sender).not.toBe(guest.id);
    expect(stored.map(({ id }) => id)).toEqual(expect.arrayContaining(acked));
  }
  await expectSound();
});

test("a guest begins nothing more while they are claimed: it would not go with them", async () => {
  const guest = await newGuest();
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: guest.token });
  const { conversation } = await wire.open("lamps");
  await wire.say(conversation.id, "first");
  const claimed = await owner.begin(async (tx) => {
    await tx`select from chat.conversation where id = ${conversation.id} for update`; // the claim waits for it
    const claiming = claim(guest, "olga");
    expect((await wire.closed).code).toBe(4401);
    return { claiming };
  });
  expect(await claimed.claiming).toEqual({ conversations: 1 });
});

test("S2 a block while the other writes: what comes behind it is refused, what was acked stays", async () => {
  const { anna, svet, conversation } = await pair(server, "anna", "lamps");
  const lastSeq = async () =>
    (
      await owner<[{ seq: number }]>`select last_seq::integer as seq from chat.conversation where id = ${conversation}`
    )[0].seq;
  for (let round = 0; round < ROUNDS; round++) {
    const blocking = svet.ask({ type: "block", conversation, on: true }, "done");
    const ids = shout(anna, conversation);
    await blocking;
    const last = await lastSeq();
    for (const answer of await answers(anna, ids)) {
      if (answer.type === "ack") expect(answer.seq).toBeLessThanOrEqual(last);
      else expect(answer.code).toBe("forbidden");
    }
    expect(await lastSeq()).toBe(last);
    await svet.ask({ type: "block", conversation, on: false }, "done");
  }
  await expectSound();
});

test("closing while the buyer writes: everybody is told last what holds", async () => {
  const { anna, svet, conversation } = await pair(server, "anna", "vases");
  const colleague = await server.signIn({ sub: "olga", sellers: ["vases"] });
  for (let round = 0; round < 4 * ROUNDS; round++) {
    svet.send({ type: "status", ref: round, conversation, status: "closed" });
    await Promise.all([svet.next("done"), anna.say(conversation, "wait")]);
    const [row] = await owner`select status from chat.conversation where id = ${conversation}`;
    const [seen = []] = await heard(colleague);
    const told = seen.flatMap((frame) =>
      frame.type === "message" ? ["open"] : frame.type === "changed" && frame.status ? [frame.status] : [],
    );
    expect(told.at(-1)).toBe(row?.status);
    await svet.ask({ type: "status", conversation, status: "open" }, "done");
    await heard(anna, svet, colleague);
  }
  await expectSound();
});

test("editing and removing at once, on two devices: it is removed", async () => {
  const { anna, svet, conversation } = await pair(server, "boris", "cups");
  const phone = await server.signIn({ sub: "boris" });
  for (let round = 0; round < ROUNDS; round++) {
    const { seq } = await anna.say(conversation, "words");
    anna.send({ type: "edit", ref: "e", conversation, seq, text: "other words" });
    phone.send({ type: "remove", ref: "r", conversation, seq });
    svet.send({ type: "remove", ref: "not theirs", conversation, seq });
    svet.send({ type: "read", conversation, seq });
    const [, , refusals = []] = await heard(anna, phone, svet);
    expect(refusals).toContainEqual(expect.objectContaining({ type: "error", code: "forbidden", ref: "not theirs" }));
    const { messages } = await svet.ask({ type: "history", conversation, limit: 1 }, "page");
    expect(messages).toMatchObject([{ seq, text: "", removedAt: expect.any(String) }]);
  }
  await expectSound();
});

test("three agents take a conversation at once: all of them are told the same in the end", async () => {
  const { conversation } = await pair(server, "anna", "bowls");
  const agents = ["petr", "olga", "vera"];
  const wires = await Promise.all(agents.map((sub) => server.signIn({ sub, sellers: ["bowls"] })));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, wire] of wires.entries()) wire.send({ type: "assign", ref: "a", conversation, agent: agents[n] });
    await Promise.all(wires.map((wire) => wire.next("done")));
    const [row] = await owner`select assignee from chat.conversation where id = ${conversation}`;
    const told = (await heard(...wires)).map((frames) =>
      frames.flatMap((f) => (f.type === "changed" ? [f.assignee?.id] : [])),
    );
    for (const [n, agent] of agents.entries()) if (agent !== row?.assignee) expect(told[n]?.at(-1)).toBe(row?.assignee);
  }
});

test("S2 many subscribe one browser at once: it is one person's, and nobody has more than twenty", async () => {
  const token = await server.token({ sub: "collector" });
  const browsers = Array.from({ length: 30 }, () => push.subscribe());
  const subscribe = ({ endpoint, keys }: (typeof browsers)[number], as: string) =>
    http("/v1/push/subscriptions", { endpoint, keys, side: "buyer" }, as);
  const [wanted = push.subscribe()] = browsers;
  const rivals = await Promise.all(Array.from({ length: 20 }, (_, n) => server.token({ sub: `rival ${n}` })));
  const given = await Promise.all([
    ...browsers.flatMap((browser) => [subscribe(browser, token), subscribe(browser, token)]),
    ...rivals.map((rival) => subscribe(wanted, rival)),
  ]);
  expect(new Set(given.map(({ status }) => status))).toEqual(new Set([204]));
  const [row] = await owner`
    select count(*) filter (where endpoint = ${wanted.endpoint})::integer as wanted,
      count(*) filter (where person_id = 'collector')::integer as collected from chat.push_subscription
  `;
  expect(row?.wanted).toBeLessThanOrEqual(1); // collected twenty later ones, perhaps
  expect(row?.collected).toBeLessThanOrEqual(20);
  await expectSound();
});

/** An upload whose bytes have not all come; `finish` sends the rest. */
function slowUpload(token: string, conversation: string) {
  let finish = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(to) {
      const [head = "", tail = ""] = raw(['name="conversation"', conversation], FILE).split("%%EOF");
      to.enqueue(Buffer.from(head, "latin1"));
      finish = () => {
        to.enqueue(Buffer.from(`%%EOF${tail}`, "latin1"));
        to.close();
      };
    },
  });
  const headers = { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=b" };
  return { answer: fetch(`${server.url}/v1/attachments`, { method: "POST", body, headers }), finish };
}

test.each([
  ["revoked", (person: string) => http("/v1/admin/revoke", { person }, ADMIN_KEY)],
  ["erased", (person: string) => erasePerson(server.db.writes, person)],
] as const)("S9 the upload of a person who is %s meanwhile is not taken", async (seller, end) => {
  const { conversation } = await pair(server, "anna", seller);
  const sub = `clerk of ${seller}`;
  const before = await storedFiles(server);
  const asks = spyOn(server.db, "as");
  const { answer, finish } = slowUpload(await server.token({ sub, sellers: [seller] }), conversation);
  while (asks.mock.calls.length < 2) await Bun.sleep(1); // who it is, and whether they may upload there
  await Promise.all(asks.mock.results.map(({ value }) => value));
  asks.mockRestore();
  await end(sub);
  finish();
  expect(await refused(await answer)).toMatchObject({ status: 401, code: "unauthorized" });
  expect([...(await owner`select from chat.attachment where uploader = ${sub}`)]).toEqual([]);
  expect(await storedFiles(server)).toEqual(before);
});

test("D8 who is erased while they are being notified leaves nothing to be repeated", async () => {
  const { svet, conversation } = await pair(server, "leaving", "plates");
  const { endpoint, keys } = push.subscribe();
  await http("/v1/push/subscriptions", { endpoint, keys, side: "buyer" }, await server.token({ sub: "leaving" }));
  let erasing: Promise<unknown> | undefined;
  push.usually(() => {
    erasing = erasePerson(server.db.writes, "leaving");
    return 500;
  });
  await svet.say(conversation, "are you there?");
  while (!erasing) {
    await owner`update chat.message set created_at = created_at - interval '1 minute' where conversation_id = ${conversation}`;
    await server.pushes.look();
  }
  await erasing;
  // The attempt that failed may be noted behind the erasing; when it is due, nobody is there to be notified.
  await owner`update chat.conversation set buyer_push_due_at = now() where id = ${conversation} and buyer_push_due_at > now()`;
  const count = push.pushes.length;
  await server.pushes.look();
  expect(push.pushes).toHaveLength(count);
  const [row] = await owner`
    select buyer_push_due_at as due, (select count(*)::integer from chat.push_subscription where person_id = 'leaving') as left
    from chat.conversation where id = ${conversation}
  `;
  expect(row).toEqual({ due: null, left: 0 });
  await expectSound();
});
