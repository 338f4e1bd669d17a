import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { GroupCommit, type Submission } from "../../server/chat/writer";
import type { MarkedRow, StoredRow } from "../../server/db/batch";
import type { Statements } from "../../server/db/client";
import { ChatError } from "../../server/errors";
import { createLog } from "../../server/log";
import { createMetrics } from "../../server/metrics";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let conversation: string;
beforeAll(async () => {
  server = await startServer();
  conversation = (await (await server.signIn({ sub: "anna" })).open("svet")).conversation.id;
});
afterAll(() => server.stop());

const log = createLog({ logLevel: "silent", logFormat: "json" });

/** A writer over the real database that counts its statements and may fail them. */
function writer(options: { batch?: number; backlog?: number; fail?: (statement: number) => Error | undefined } = {}) {
  const { fail, ...rest } = options;
  let statements = 0;
  const marked: MarkedRow[] = [];
  const sql: Statements = (strings, ...values) => {
    statements++;
    const error = fail?.(statements);
    return error ? Promise.reject(error) : server.db.writes(strings, ...values);
  };
  const commit = new GroupCommit<string>(sql, {
    log,
    metrics: createMetrics(),
    writers: 1,
    onMarked: (row) => marked.push(row),
    ...rest,
  });
  const submit = (text: string, more: Partial<Submission> = {}) =>
    new Promise<StoredRow | ChatError>((settle) =>
      commit.submit({
        id: crypto.randomUUID(),
        conversation,
        side: "buyer",
        party: "anna",
        sender: "anna",
        text,
        replyTo: undefined,
        attachments: [],
        settle,
        ...more,
      }),
    );
  return { commit, submit, marked, statements: () => statements };
}

const outcomes = (rows: (StoredRow | ChatError)[]) =>
  rows.map((row) => (row instanceof ChatError ? row.code : row.outcome));
const away = () => Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });

describe("group commit", () => {
  test("what arrives together is one statement; what arrives meanwhile is the next", async () => {
    const { submit, statements } = writer();
    const rows = await Promise.all(Array.from({ length: 100 }, (_, n) => submit(`${n}`)));
    expect(new Set(outcomes(rows))).toEqual(new Set(["stored"]));
    expect(statements()).toBe(1);
    await Promise.all([submit("a"), submit("b")]);
    expect(statements()).toBe(2);
  });

  test("a batch holds at most 512 messages", async () => {
    const { submit, statements } = writer();
    await Promise.all(Array.from({ length: 513 }, (_, n) => submit(`${n}`)));
    expect(statements()).toBe(2);
  });

  test("a row that breaks the batch fails alone", async () => {
    const { submit } = writer();
    const rows = await Promise.all([submit("до"), submit("a\u0000b"), submit("после"), submit("и ещё")]);
    expect(outcomes(rows)).toEqual(["stored", "internal", "stored", "stored"]);
  });

  test("a row that breaks the batch costs the positions beside it nothing", async () => {
    const { submit, commit, marked } = writer();
    const broken = submit("\u0000");
    commit.mark({ conversation, side: "buyer", party: "anna", received: 1, read: 1 });
    expect(outcomes([await broken])).toEqual(["internal"]);
    await commit.idle();
    expect(marked).toMatchObject([{ side: "buyer", received: 1, read: 1 }]);
  });

  test("S4 repeated ids of one person hold up nobody else's batch", async () => {
    const { submit, statements } = writer();
    const id = crypto.randomUUID();
    const other = (await (await server.signIn({ sub: "boris" })).open("svet")).conversation.id;
    const repeats = Array.from({ length: 50 }, () => submit("снова", { id }));
    const place = { conversation: other, party: "boris", sender: "boris" };
    const others = Array.from({ length: 50 }, (_, n) => submit(`${n}`, place));
    await Promise.all(others);
    expect(statements()).toBeLessThan(5);
    expect(outcomes(await Promise.all(repeats))).toEqual(["stored", ...Array(49).fill("repeat")]);
  });

  test("above the backlog a message is refused as `unavailable`, with retryAfter", async () => {
    const { submit } = writer({ backlog: 3 });
    const rows = await Promise.all([1, 2, 3, 4].map((n) => submit(`${n}`)));
    expect(outcomes(rows)).toEqual(["stored", "stored", "stored", "unavailable"]);
    expect(rows[3]).toMatchObject({ retryAfter: expect.any(Number) });
  });

  test("while the database is away messages are refused as `unavailable`; the same ids go through later (D2)", async () => {
    const { submit } = writer({ fail: (statement) => (statement === 1 ? away() : undefined) });
    const id = crypto.randomUUID();
    expect(outcomes([await submit("раз", { id })])).toEqual(["unavailable"]);
    expect(outcomes([await submit("раз", { id })])).toEqual(["stored"]);
    expect(outcomes([await submit("раз", { id })])).toEqual(["repeat"]);
  });

  test("D4 a message whose batch was committed without our learning of it is told to the others on its repeat", async () => {
    let lost = false;
    const sql: Statements = async (strings, ...values) => {
      const rows = await server.db.writes(strings, ...values);
      if (lost) return rows as never;
      lost = true;
      throw away();
    };
    const commit = new GroupCommit(sql, { log, metrics: createMetrics(), writers: 1, onMarked: () => {} });
    const id = crypto.randomUUID();
    const submit = () =>
      new Promise<StoredRow | ChatError>((settle) => {
        const place = { conversation, side: "buyer", party: "anna", sender: "anna" } as const;
        commit.submit({ id, ...place, text: "раз", replyTo: undefined, attachments: [], settle });
      });
    expect(outcomes([await submit(), await submit(), await submit()])).toEqual(["unavailable", "stored", "repeat"]);
  });

  test("positions are coalesced to the furthest, and wait for a database that is away", async () => {
    const { commit, marked, statements, submit } = writer({
      fail: (statement) => (statement === 1 ? away() : undefined),
    });
    for (const seq of [3, 5, 4]) commit.mark({ conversation, side: "buyer", party: "anna", received: seq, read: 0 });
    await commit.idle();
    expect(marked).toEqual([]);
    await submit("вернулась");
    expect(statements()).toBe(2);
    expect(marked).toMatchObject([{ side: "buyer", received: 5 }]);
  });

  test("a position that moves nothing tells nothing", async () => {
    const { commit, marked } = writer();
    commit.mark({ conversation, side: "buyer", party: "anna", received: 1, read: 0 });
    commit.mark({ conversation, side: "seller", party: "keramika", received: 1, read: 1 });
    await commit.idle();
    expect(marked).toEqual([]);
  });

  test("S2 a sender who isn't a party is not found, whatever side they claim", async () => {
    const { submit } = writer();
    const rows = await Promise.all([
      submit("x", { party: "boris", sender: "boris" }),
      submit("x", { side: "seller", party: "keramika", sender: "olga" }),
      submit("x", { side: "seller", party: "anna" }),
      submit("x", { conversation: crypto.randomUUID() }),
    ]);
    expect(outcomes(rows)).toEqual(["not_found", "not_found", "not_found", "not_found"]);
  });
});
