/** `node scripts/seller-chat.mjs reports`, as an operator runs it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { resolve } from "node:path";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const anna = await server.signIn({ sub: "anna", name: "Анна" });
  const { conversation } = await anna.open("svet");
  await anna.say(conversation.id, "Верните деньги");
  for (const reason of ["fraud", "abuse"])
    await anna.ask({ type: "report", conversation: conversation.id, reason, text: "Не отвечает" }, "done");
});
afterAll(() => server.stop());

async function reports(...args: readonly string[]) {
  const { host, user, database } = server.database.where;
  const program = resolve(import.meta.dir, "../../server/cli/main.ts");
  const child = Bun.spawn([process.execPath, program, "reports", ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}/${database}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { lines: out.split("\n").filter(Boolean), error, code };
}

test("prints a line of JSON for each report, oldest first, with the messages", async () => {
  const { lines, code } = await reports();
  expect(code).toBe(0);
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
    ["fraud", "abuse"].map((reason) => ({
      person: "anna",
      buyer: "anna",
      seller: "svet",
      reason,
      text: "Не отвечает",
      evidence: [{ seq: 1, sender: "anna", text: "Верните деньги" }],
    })),
  );
});

test("--since leaves the older ones out, and must be a date", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect((await reports("--since", tomorrow)).lines).toEqual([]);
  expect((await reports("--since", "2020-01-01")).lines).toHaveLength(2);
  const wrong = await reports("--since", "yesterday");
  expect(wrong.code).toBe(1);
  expect(wrong.error).toContain("--since must be a date");
});
