/** `node scripts/seller-chat.mjs token`, run as people run it: with Node, from another process. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { keptSecret, keysFrom } from "../../server/auth/keys";
import { verifyToken } from "../../server/auth/tokens";

const PROGRAM = resolve(import.meta.dir, "../../scripts/seller-chat.mjs");
const SECRET = "a secret of this test, thirty-two bytes or more";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seller-chat-token-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], env: Record<string, string> = { AUTH_SECRET: SECRET }) {
  const command = [Bun.which("node") ?? process.execPath, PROGRAM, ...args];
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn(command, { cwd: folder, env: { PATH, HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { out, error, code };
}

test("signs a token that the server takes, and prints nothing else", async () => {
  const args = [
    "--sub",
    "u1",
    "--name",
    "Пётр",
    "--seller",
    "svet:Мастерская: свет",
    "--seller",
    "sosna",
    "--hours",
    "0.5",
  ];
  const { out, error, code } = await run(["token", ...args]);
  expect({ error, code }).toEqual({ error: "", code: 0 });
  const identity = await verifyToken(out.trimEnd(), keysFrom(SECRET));
  expect(identity).toMatchObject({
    id: "u1",
    name: "Пётр",
    sellers: [{ id: "svet", name: "Мастерская: свет" }, { id: "sosna" }],
  });
  expect(identity.expiresAt - identity.issuedAt).toBe(1_800_000);
});

test("takes the secret that the server keeps in DATA_DIR, and makes none", async () => {
  const DATA_DIR = join(folder, "data");
  const none = await run(["token", "--sub", "u1"], { DATA_DIR });
  expect(none).toMatchObject({ out: "", code: 1 });
  expect(none.error).toContain("AUTH_SECRET");
  const secret = await keptSecret(DATA_DIR);
  const { out } = await run(["token", "--sub", "u1"], { DATA_DIR });
  expect(await verifyToken(out.trimEnd(), keysFrom(secret))).toMatchObject({ id: "u1" });
});

test("carries what AUTH_ISSUER and AUTH_AUDIENCE ask for", async () => {
  const asked = { AUTH_ISSUER: "https://shop.example", AUTH_AUDIENCE: "chat" };
  const { out } = await run(["token", "--sub", "u1"], { AUTH_SECRET: SECRET, ...asked });
  const trust = { ...keysFrom(SECRET), issuer: "https://shop.example", audience: "chat" };
  expect(await verifyToken(out.trimEnd(), trust)).toMatchObject({ id: "u1" });
});

test.each([
  [["token"], "--sub"],
  [["token", "--sub", "guest:1"], "guest:"],
  [["token", "--sub", "u1", "--hours", "never"], "--hours"],
  [["token", "--sub", "u1", "--admin"], "--admin"],
  [["tokens"], 'There is no command "tokens".'],
  [["tokens"], "node scripts/seller-chat.mjs token --sub"],
])("says in a sentence what is wrong with %j", async (args, words) => {
  const { out, error, code } = await run(args);
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(error).toContain(words);
  expect(error).not.toContain("    at ");
});

test.each(["token", "reports", "export", "erase"])("%s --help and -h tell what it takes", async (name) => {
  for (const word of ["--help", "-h"]) {
    const { out, error, code } = await run([name, word]);
    expect({ error, code }).toEqual({ error: "", code: 0 });
    expect(out).toStartWith(`Usage: node scripts/seller-chat.mjs ${name} `);
  }
});

test("how to call it is told where the call was wrong, and not where the database is away", async () => {
  expect((await run(["reports", "--since", "yesterday"])).error).toContain("\nUsage: ");
  const DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";
  const { error, code } = await run(["export", "--person", "anna"], { DATABASE_URL });
  expect({ error, code }).toEqual({ error: "The database can't be reached (ECONNREFUSED).\n", code: 1 });
});
