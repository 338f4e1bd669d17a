/** The whole server behind a pooler in transaction mode, signed in as a role that is nobody special. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { keysFrom } from "../../server/auth/keys";
import { signGuest, signUser } from "../../server/auth/tokens";
import type { Where } from "../support/database";
import { type TestDatabase, testDatabase } from "../support/database";
import { hasPooler, startPooler } from "../support/pooler";
import { Wire } from "../support/wire";

const SECRET = "a secret of the tests, thirty-two bytes or more";
const KEYS = keysFrom(SECRET);
const DATABASE = "pooled";
const ROLE = "shop";

const suite = hasPooler ? "behind pgbouncer" : "behind pgbouncer (left out: it isn't installed here)";
describe.skipIf(!hasPooler)(suite, () => {
  let neighbour: TestDatabase;
  let admin: Sql;
  let where: Where;
  let pooler: Awaited<ReturnType<typeof startPooler>>;
  let server: ReturnType<typeof start>;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), "seller-chat-pooled-"));

  beforeAll(async () => {
    neighbour = await testDatabase(); // for its PostgreSQL
    admin = postgres({ ...neighbour.where, max: 1, onnotice: () => {} });
    await admin.unsafe(`create role ${ROLE} login createrole`);
    // Another database of this cluster has made the roles already.
    await admin.unsafe(`grant seller_chat_app, seller_chat_core to ${ROLE} with admin option`);
    await admin.unsafe(`create database ${DATABASE} owner ${ROLE}`);
    where = { ...neighbour.where, database: DATABASE };
    pooler = await startPooler(where, ROLE);
    server = start(`${pooler.url}?pgbouncer=true`);
    url = await listening(server);
  });
  afterAll(async () => {
    server.kill("SIGTERM");
    expect(await server.exited).toBe(0);
    await pooler.stop();
    await admin.unsafe(`drop database ${DATABASE} with (force)`);
    await admin.unsafe(`drop owned by ${ROLE}`);
    await admin.unsafe(`drop role ${ROLE}`);
    await admin.end();
    await neighbour.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(database: string) {
    return Bun.spawn([process.execPath, "server/main.ts"], {
      cwd: join(import.meta.dir, "../.."),
      env: {
        PATH: process.env.PATH ?? "",
        DATABASE_URL: database,
        DATA_DIR: folder,
        AUTH_SECRET: SECRET,
        DEMO: "off",
        RATE_LIMITS: "off",
        PORT: "0",
        LOG_FORMAT: "json",
        LOG_LEVEL: "info",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  async function hello(token: string): Promise<Wire> {
    const wire = await Wire.open(`${url.replace("http", "ws")}/v1/ws`);
    wire.send({ type: "hello", v: 1, token });
    await wire.next("welcome");
    return wire;
  }

  test("two people talk: 200 messages each way of sending, every one stored once, in one order", async () => {
    const anna = await hello(await signUser(KEYS, { sub: "anna", name: "Анна" }));
    const petr = await hello(await signUser(KEYS, { sub: "petr", name: "Пётр", sellers: ["svet"] }));
    const { conversation } = await anna.open("svet", { id: "1", title: "Лампа" });
    await anna.say(conversation.id, "Здравствуйте");
    const said = (wire: Wire, who: string) =>
      Array.from({ length: 100 }, (_, n) => wire.say(conversation.id, `${who} ${n}`));
    const acks = await Promise.all([...said(anna, "buyer"), ...said(petr, "seller")]);
    expect(new Set(acks.map(({ seq }) => seq)).size).toBe(200);
    const seen: string[] = [];
    for (let before = 202; before > 1; before -= 100) {
      const page = await petr.ask({ type: "history", conversation: conversation.id, before, limit: 100 }, "page");
      seen.unshift(...page.messages.map(({ text }) => text));
    }
    expect(seen).toHaveLength(201);
    const own = (who: string) => seen.filter((text) => text.startsWith(who));
    expect(own("buyer")).toEqual(Array.from({ length: 100 }, (_, n) => `buyer ${n}`));
    expect(own("seller")).toEqual(Array.from({ length: 100 }, (_, n) => `seller ${n}`));

    const last = acks.find(({ seq }) => seq === 201);
    const editor = acks.indexOf(last as (typeof acks)[number]) < 100 ? anna : petr;
    await editor.ask({ type: "edit", conversation: conversation.id, seq: 201, text: "исправлено" }, "done");
    const list = await petr.ask({ type: "inbox", seller: "svet" }, "inbox");
    expect(list.items[0]).toMatchObject({ lastText: "исправлено", lastSeq: 201 });
    anna.close();
    petr.close();
  });

  test("S2 askers who share a connection of the database don't see each other's rows", async () => {
    const people = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const wire = await hello(await signUser(KEYS, { sub: `buyer${n}` }));
        const { conversation } = await wire.open("svet");
        await wire.say(conversation.id, `secret of buyer${n}`);
        return { wire, conversation: conversation.id, n };
      }),
    );
    const looks = people.flatMap(({ wire, n }) =>
      Array.from({ length: 10 }, async () => {
        const { items } = await wire.ask({ type: "inbox" }, "inbox");
        expect(items.map(({ lastText }) => lastText)).toEqual([`secret of buyer${n}`]);
        const strange = people[(n + 1) % people.length]?.conversation;
        const refused = await wire.ask({ type: "history", conversation: strange }, "error");
        expect(refused.code).toBe("not_found");
      }),
    );
    await Promise.all(looks);
    for (const { wire } of people) wire.close();
  });

  test("a guest's conversations become the user's", async () => {
    const guest = await signGuest(KEYS);
    const wire = await hello(guest.token);
    const { conversation } = await wire.open("svet");
    await wire.say(conversation.id, "от гостя");
    const answer = await fetch(`${url}/v1/guests/claim`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ guest: guest.token, token: await signUser(KEYS, { sub: "vera" }) }),
    });
    expect(await answer.json()).toEqual({ conversations: 1 });
    const vera = await hello(await signUser(KEYS, { sub: "vera" }));
    const { items } = await vera.ask({ type: "inbox" }, "inbox");
    expect(items.map(({ id, lastText }) => [id, lastText])).toEqual([[conversation.id, "от гостя"]]);
    vera.close();
  });

  test("nothing was prepared, and the role that signs in is exempt from nothing", async () => {
    const [role] = await admin`select rolsuper, rolbypassrls from pg_roles where rolname = ${ROLE}`;
    expect({ ...role }).toEqual({ rolsuper: false, rolbypassrls: false });
    const sql = postgres(pooler.url.replace(/@.*?:/, "@localhost:"), {
      host: decodeURIComponent(new URL(pooler.url).hostname),
      max: 1,
      prepare: false,
      fetch_types: false,
    });
    expect([...(await sql`select name from pg_prepared_statements`)]).toEqual([]);
    await sql.end();
  });

  test("a second start finds the schema there", async () => {
    const second = start(`${pooler.url}?prepare=false`);
    expect(await listening(second)).toStartWith("http");
    second.kill("SIGTERM");
    expect(await second.exited).toBe(0);
  });
});

/** Resolves with the line that says where it listens, and reads on: a closed pipe would end the server. */
function listening(child: Bun.Subprocess<"ignore", "pipe", "inherit">): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = async () => {
      let text = "";
      for await (const chunk of child.stdout) {
        text += new TextDecoder().decode(chunk);
        const found = /"url":"([^"]+)"/.exec(text)?.[1];
        if (found) resolve(found);
      }
      reject(new Error(`it ended: ${text}`));
    };
    void read();
  });
}
