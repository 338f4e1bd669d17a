/** The program itself: what an operator sees when it starts, stops, dies, and can't start. */
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keysFrom } from "../../server/auth/keys";
import { signUser } from "../../server/auth/tokens";
import { connectOwner } from "../../server/db/client";
import { readPostmaster } from "../../server/db/postmaster";
import type { Status } from "../../server/protocol/rest";
import { testDatabase } from "../support/database";
import { Wire } from "../support/wire";

const SECRET = "a secret of the tests, thirty-two bytes or more";
const folders: string[] = [];
const running: Bun.Subprocess[] = [];
/** Lines of the servers' logs: what they answered with `internal`. */
const failed: string[] = [];
afterEach(async () => {
  for (const process of running.splice(0)) {
    process.kill("SIGTERM");
    await process.exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  expect(failed.splice(0)).toEqual([]);
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "seller-chat-main-"));
  folders.push(made);
  return made;
}

function run(env: Record<string, string>) {
  const child = Bun.spawn([process.execPath, "server/main.ts"], {
    cwd: join(import.meta.dir, "../.."),
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      DEMO: "off",
      PORT: "0",
      LOG_FORMAT: "json",
      AUTH_SECRET: SECRET,
      ...env,
    },
    stdout: "pipe",
    stderr: "pipe",
  });
  running.push(child);
  return child;
}

/** A database of the tests, as the environment names one: up at once, where an embedded one has to be made first. */
async function oneOfOurs() {
  const database = await testDatabase();
  const { user, host, database: name } = database.where;
  return { ...database, url: `postgres://${user}@${encodeURIComponent(host)}/${name}` };
}

/** Resolves with the line that says where it listens, and reads on: a closed pipe would end the server. */
function listening(child: ReturnType<typeof run>, said: string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    (async () => {
      for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        said.push(chunk);
        failed.push(...chunk.split("\n").filter((line) => line.includes('"a frame failed"')));
        const url = /"url":"([^"]+)"/.exec(text)?.[1];
        if (url) resolve(url);
      }
      if (text.includes('"url"')) return;
      reject(new Error(`it ended: ${text} ${await new Response(child.stderr).text()}`));
    })();
  });
}

async function talk(url: string): Promise<{ wire: Wire; conversation: string; texts: string[] }> {
  const wire = await Wire.open(`${url.replace("http", "ws")}/v1/ws`);
  wire.send({ type: "hello", v: 1, token: await signUser(keysFrom(SECRET), { sub: "anna" }) });
  await wire.next("welcome");
  const { conversation, messages } = await wire.open("svet");
  return { wire, conversation: conversation.id, texts: messages.map(({ text }) => text) };
}

describe("what can't start says so in one sentence, and ends with 1", () => {
  async function refusal(env: Record<string, string>): Promise<string> {
    const child = run(env);
    const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
    expect(code).toBe(1);
    expect(said.trim().split("\n")).toHaveLength(1);
    return said;
  }

  test("a bad value", async () => {
    expect(await refusal({ PORT: "many" })).toContain("PORT must be");
  });

  test("a taken port, before anything is made", async () => {
    const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
    const data = join(folder(), "data");
    expect(await refusal({ PORT: String(taken.port), DATA_DIR: data, AUTH_SECRET: "" })).toContain(
      `PORT ${taken.port}`,
    );
    expect(existsSync(data)).toBe(false);
    await taken.stop(true);
  });

  test("a DATA_DIR that can't be written", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(await refusal({ DATA_DIR: join(file, "data") })).toContain("DATA_DIR");
    expect(await refusal({ DATA_DIR: join(file, "data"), AUTH_SECRET: "" })).toContain("DATA_DIR");
  });

  test("a DATA_DIR that another server uses, which goes on undisturbed", async () => {
    const data = folder();
    const url = await listening(run({ DATA_DIR: data }));
    expect(await refusal({ DATA_DIR: data })).toContain("DATA_DIR");
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }, 20_000);

  test("a database that can't be reached", async () => {
    const said = await refusal({ DATABASE_URL: "postgres://nobody:geheim@127.0.0.1:1/nothing" });
    expect(said).toContain("DATABASE_URL");
    expect(said).not.toContain("geheim");
  });
});

test("it stops cleanly on SIGTERM, says bye with 1012, and has everything after the next start", async () => {
  const data = folder();
  const first = run({ DATA_DIR: data });
  const { wire, conversation } = await talk(await listening(first));
  await wire.say(conversation, "до перезапуска");
  first.kill("SIGTERM");
  expect(await wire.next("bye")).toMatchObject({ reason: "restart" });
  expect((await wire.closed).code).toBe(1012);
  expect(await first.exited).toBe(0);
  expect(existsSync(join(data, "postgres/postmaster.pid"))).toBe(false);

  const { texts } = await talk(await listening(run({ DATA_DIR: data })));
  expect(texts).toEqual(["до перезапуска"]);
}, 60_000);

test("D1 after SIGKILL the next start recovers by itself, with every acked message", async () => {
  const data = folder();
  const first = run({ DATA_DIR: data });
  const { wire, conversation } = await talk(await listening(first));
  await wire.say(conversation, "перед смертью");
  first.kill("SIGKILL");
  await first.exited;
  expect(readPostmaster(join(data, "postgres"))).toBeDefined(); // the database is still there
  const { texts } = await talk(await listening(run({ DATA_DIR: data })));
  expect(texts).toEqual(["перед смертью"]);
}, 60_000);

test("D1 an embedded database that is killed comes back by itself, with every acked message", async () => {
  const data = folder();
  const url = await listening(run({ DATA_DIR: data, RATE_LIMITS: "off" }));
  const { wire, conversation } = await talk(url);
  await wire.say(conversation, "до");
  const postmaster = readPostmaster(join(data, "postgres"));
  process.kill(postmaster?.pid ?? 0, "SIGKILL");
  const restarted = () => (readPostmaster(join(data, "postgres"))?.pid ?? postmaster?.pid) !== postmaster?.pid;
  while (!restarted() || (await fetch(`${url}/readyz`)).status !== 200) await Bun.sleep(20);
  await wire.say(conversation, "после");
  const again = await talk(url);
  expect(again.texts).toEqual(["до", "после"]);
}, 60_000);

test("an embedded database that somebody stops comes back in the same folder; a stop in that moment stops all", async () => {
  const data = folder();
  const child = run({ DATA_DIR: data });
  const url = await listening(child);
  const first = readPostmaster(join(data, "postgres"));
  process.kill(first?.pid ?? 0, "SIGINT");
  const again = () => readPostmaster(join(data, "postgres"));
  while (again()?.status !== "ready" || again()?.pid === first?.pid) await Bun.sleep(10);
  expect(again()?.socketFolder).toBe(first?.socketFolder ?? "");
  while ((await fetch(`${url}/readyz`)).status !== 200) await Bun.sleep(20);
  process.kill(again()?.pid ?? 0, "SIGINT");
  child.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  expect(again()).toBeUndefined();
}, 60_000);

test("a stop while it is still starting is a stop like any other", async () => {
  const data = folder();
  const child = run({ DATA_DIR: data, DEMO: "on" });
  await listening(child);
  child.kill("SIGINT");
  const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  expect({ said, code }).toEqual({ said: "", code: 0 });
  expect(readPostmaster(join(data, "postgres"))).toBeUndefined();
}, 60_000);

test("the log names the addresses that people use, and a server for others without ALLOWED_ORIGINS is warned of", async () => {
  const { url: DATABASE_URL } = await oneOfOurs();
  const env = { DATABASE_URL, HOST: "0.0.0.0", PUBLIC_URL: "https://chat.example", DASHBOARD_TOKEN_URL: "/token" };
  const said: string[] = [];
  await listening(run(env), said);
  expect(said.join()).toContain('"script":"https://chat.example/seller-chat.js"');
  expect(said.join()).toContain('"dashboard":"https://chat.example/dashboard"');
  expect(said.join()).toContain("ALLOWED_ORIGINS isn't set");
  const named: string[] = [];
  await listening(run({ ...env, ALLOWED_ORIGINS: "https://shop.example" }), named);
  expect(named.join()).not.toContain("ALLOWED_ORIGINS");
}, 60_000);

test("without the demo it says at its address what it is, and what is nowhere is a fault like all others", async () => {
  const url = await listening(run({ DATA_DIR: folder() }));
  const said = await (await fetch(url)).text();
  for (const word of ["/seller-chat.js", "/dashboard", "docs/"]) expect(said).toContain(word);
  for (const path of ["/nowhere", "/v1/nowhere", "/chunks"]) {
    const answer = await fetch(url + path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found", message: expect.any(String) });
  }
  expect(await (await fetch(`${url}/dashboard`)).text()).toContain("DASHBOARD_TOKEN_URL");
}, 60_000);

test("the demo's first start ends with its addresses, which nothing buries", async () => {
  const child = run({ DATA_DIR: folder(), DEMO: "on", LOG_FORMAT: "pretty" });
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk);
    if (text.includes("Seller's inbox") && text.endsWith("\n\n")) break;
  }
  expect(text.trimEnd().split("\n").at(-1)).toContain("Seller's inbox");
  expect(text.split("\n").length).toBeLessThan(20);
}, 60_000);

test("what the shell says of other databases is no matter of ours", async () => {
  await listening(run({ DATA_DIR: folder(), PGPORT: "6543", PGHOST: "elsewhere", PGDATABASE: "other", PGUSER: "me" }));
}, 60_000);

test("D2 D3 D9 two processes on one database: the same ids through both at once are stored once, in one order", async () => {
  const { where, url: DATABASE_URL, drop } = await oneOfOurs();
  const env = { DATABASE_URL, RATE_LIMITS: "off", LOG_LEVEL: "info" };
  const urls = await Promise.all([listening(run(env)), listening(run(env))]);
  const [here, there] = await Promise.all(urls.map(talk));
  if (!here || !there) throw new Error("two talks were asked for");
  expect(there.conversation).toBe(here.conversation);
  const ids = Array.from({ length: 1_000 }, () => crypto.randomUUID());
  const send = (wire: Wire, id: string) => wire.send({ type: "send", id, conversation: here.conversation, text: id });
  for (let n = 0; n < ids.length; n += 100) {
    const hundred = ids.slice(n, n + 100);
    for (const id of hundred) send(here.wire, id);
    for (const id of hundred.toReversed()) send(there.wire, id);
    for (const id of hundred) {
      const [one, two] = await Promise.all([here, there].map(({ wire }) => wire.next("ack", (ack) => ack.id === id)));
      expect(one?.seq).toBe(two?.seq as number);
    }
  }
  const owner = connectOwner(where);
  const rows = await owner<{ seq: number; rev: number; id: string }[]>`
    select seq::int, rev::int, id from chat.message where conversation_id = ${here.conversation} order by seq
  `;
  await owner.end();
  expect(rows.map(({ seq }) => seq)).toEqual(ids.map((_, n) => n + 1));
  expect(rows.map(({ rev }) => rev)).toEqual(ids.map((_, n) => n + 1));
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
  for (const { wire } of [here, there]) wire.close();
  for (const process of running.splice(0)) {
    process.kill("SIGTERM");
    await process.exited;
  }
  await drop();
}, 60_000);

test("GET /status counts the connections", async () => {
  const { url: DATABASE_URL, drop } = await oneOfOurs();
  const url = await listening(run({ DATABASE_URL }));
  const { wire } = await talk(url);
  const second = await Wire.open(`${url.replace("http", "ws")}/v1/ws`);
  const status = (await (await fetch(`${url}/status`)).json()) as Status;
  expect(status).toMatchObject({ status: "running", connections: 2 });
  expect(new Date(status.timestamp).toISOString()).toBe(status.timestamp);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("seller_chat_connections 2");
  wire.close();
  second.close();
  await drop();
}, 60_000);
