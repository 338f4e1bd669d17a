import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let owner: Sql;
let conversation: string;
const ANNA = { sub: "anna", name: "Анна" };
const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };
const STRANGERS = [
  { sub: "boris", name: "Борис" },
  { sub: "olga", name: "Ольга", sellers: ["keramika"] },
];

beforeAll(async () => {
  server = await startServer();
  owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
  const anna = await server.signIn(ANNA);
  conversation = (await anna.open("svet")).conversation.id;
  await anna.say(conversation, "тайна");
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

describe("S2 nobody reads or writes a conversation that isn't theirs", () => {
  const attempts: [string, object][] = [
    ["history", { ref: "r" }],
    ["changes", { ref: "r", after: 0 }],
    ["edit", { ref: "r", seq: 1, text: "x" }],
    ["remove", { ref: "r", seq: 1 }],
    ["send", { id: crypto.randomUUID(), text: "x" }],
    ["received", { seq: 1 }],
    ["read", { seq: 1 }],
    ["typing", {}],
  ];
  for (const stranger of STRANGERS) {
    test.each(attempts)(`%s by ${stranger.sub}`, async (type, fields) => {
      const wire = await server.signIn(stranger);
      wire.send({ type, conversation, ...fields });
      expect((await wire.next("error")).code).toBe("not_found");
      await wire.settled();
    });
  }

  test("resume answers `reset` and nothing else", async () => {
    const wire = await server.signIn(STRANGERS[0] as typeof ANNA, { cursors: { [conversation]: 0 } });
    expect(await wire.next("resumed")).toMatchObject({ reset: true, rev: 0 });
    expect(wire.frames).toEqual([]);
  });

  test("an inbox of a seller that the token doesn't name", async () => {
    const wire = await server.signIn(STRANGERS[1] as typeof PETR);
    expect(await wire.ask({ type: "inbox", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
    expect((await wire.ask({ type: "inbox", seller: "keramika" }, "inbox")).items).toEqual([]);
  });

  test("one's own shop can't be written to", async () => {
    const wire = await server.signIn(PETR);
    expect(await wire.ask({ type: "open", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
  });

  test("a conversation is invisible to the seller before its first message", async () => {
    const [gleb, petr] = await Promise.all([server.signIn({ sub: "gleb" }), server.signIn(PETR)]);
    const { conversation: empty } = await gleb.open("svet");
    expect(await petr.ask({ type: "history", conversation: empty.id }, "error")).toMatchObject({ code: "not_found" });
    petr.send({ type: "send", id: crypto.randomUUID(), conversation: empty.id, text: "Здравствуйте" });
    expect(await petr.next("error")).toMatchObject({ code: "not_found" });
    await gleb.say(empty.id, "Добрый день");
    await petr.next("message", (frame) => frame.conversation === empty.id);
    await petr.say(empty.id, "Здравствуйте");
  });

  test("a token that no longer names the seller loses the inbox at once", async () => {
    const petr = await server.signIn(PETR);
    petr.send({ type: "hello", v: 1, token: await server.token({ sub: "petr" }) });
    await petr.next("welcome");
    expect(await petr.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
    const anna = await server.signIn(ANNA);
    await anna.say(conversation, "ещё");
    await petr.settled();
    expect(petr.frames.filter(({ type }) => type === "message")).toEqual([]);
  });
});

describe("S2 the database checks again", () => {
  const as = <T extends object[]>(
    asker: string,
    sellers: string[],
    work: (tx: postgres.TransactionSql) => Promise<T>,
  ) =>
    owner.begin(async (tx) => {
      await tx`select set_config('role', 'seller_chat_app', true), set_config('chat.asker', ${asker}, true),
        set_config('chat.sellers', ${sellers}::text[]::text, true)`;
      return work(tx);
    });

  test("every table of the schema has a forced policy", async () => {
    const open = await owner`
      select relname from pg_class where relnamespace = 'chat'::regnamespace and relkind in ('r', 'p')
        and relname <> 'migration' and not (relrowsecurity and relforcerowsecurity)
    `;
    expect([...open]).toEqual([]);
  });

  test("neither role can sign in, bypass the policies, or own a table", async () => {
    const roles = await owner`
      select rolname, rolcanlogin, rolbypassrls, rolsuper,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns
      from pg_roles where rolname like 'seller_chat%' order by rolname
    `;
    expect(roles.map((role) => ({ ...role }))).toEqual(
      ["seller_chat_app", "seller_chat_core"].map((rolname) => ({
        rolname,
        rolcanlogin: false,
        rolbypassrls: false,
        rolsuper: false,
        owns: 0,
      })),
    );
  });

  test("a stranger counts nothing, changes nothing, moves nothing", async () => {
    for (const { sub, sellers = [] } of STRANGERS as { sub: string; sellers?: string[] }[]) {
      for (const table of ["conversation", "message", "conversation_key"]) {
        const [row] = await as(
          sub,
          sellers,
          (tx) => tx<{ n: number }[]>`select count(*)::int as n from chat.${tx(table)} where true`,
        );
        expect(row?.n).toBe(0);
      }
      const moved = await as(sub, sellers, (tx) => tx`update chat.conversation set rev = 99 returning id`);
      const changed = await as(sub, sellers, (tx) => tx`update chat.message set text = 'x' returning id`);
      expect([...moved, ...changed]).toEqual([]);
    }
  });

  test("nobody without a name sees anything, and nobody writes past the batch", async () => {
    const [row] = await as("", [], (tx) => tx<{ n: number }[]>`select count(*)::int as n from chat.message`);
    expect(row?.n).toBe(0);
    const insert = as(
      "anna",
      [],
      (tx) => tx`
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
      values (${conversation}, 99, ${crypto.randomUUID()}, 99, 'buyer', 'anna', 'x', now())`,
    );
    expect(insert).rejects.toThrow("permission denied");
  });
});
