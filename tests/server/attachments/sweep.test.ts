/** S7 What nobody gets any more goes: files of removed messages soon, uploads that no message came for after a day. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { claim } from "../../../server/chat/files";
import { settleFiles } from "../../../server/db/attachments";
import { connectOwner } from "../../../server/db/client";
import {
  type FileServer,
  form,
  PDF,
  pair,
  photograph,
  post,
  startFileServer,
  storedFiles,
  uploaded,
} from "../../support/files";
import type { Wire } from "../../support/wire";

const ANNA = { id: "anna", sellers: [] };
const DAY = 86_400_000;
let now = Date.now();
let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false }, now: () => now });
  talk = await pair(server);
});
afterAll(() => server.stop());

const upload = async (bytes: Uint8Array = PDF) =>
  (await uploaded(await post(server, talk.buyer, form(talk.conversation, bytes, "a")))).id;
const send = async (wire: Wire, ...attachments: string[]) => {
  const id = crypto.randomUUID();
  wire.send({ type: "send", id, conversation: talk.conversation, attachments });
  return wire.next("ack", (ack) => ack.id === id);
};
const stored = async (id: string) => (await storedFiles(server)).some((path) => path.includes(id));
const rows = async (): Promise<string[]> => {
  const sql = connectOwner(server.database.where);
  const found = await sql<{ id: string }[]>`select id from chat.attachment`;
  await sql.end();
  return found.map(({ id }) => id);
};

test("S7 the files of a removed message go at once, by themselves", async () => {
  const { anna } = talk;
  const [one, two] = [await upload(), await upload()];
  const { seq } = await send(anna, one, two);
  await anna.ask({ type: "remove", conversation: talk.conversation, seq }, "done");
  while ((await stored(one)) || (await stored(two)) || (await rows()).includes(two)) await Bun.sleep(1);
});

test("S7 what can't be removed now is removed the next time: its row stays until the file is gone", async () => {
  const { anna } = talk;
  const id = await upload();
  const { seq } = await send(anna, id);
  const path = join(server.dataDir, "files", id.slice(-2), id.slice(-4, -2), id);
  await rm(path);
  await mkdir(path); // what can't be removed as a file
  await writeFile(join(path, "x"), "");
  await anna.ask({ type: "remove", conversation: talk.conversation, seq }, "done");
  await server.sweep.removed();
  expect(await rows()).toContain(id);
  await rm(join(path, "x"));
  await rmdir(path);
  await server.sweep.all();
  expect(await rows()).not.toContain(id);
});

// From here on the clock is moved, which ends every link.

test("S7 an upload that no message came for goes after a day, not before; what was sent stays", async () => {
  const small = await photograph(600, 600).png().toBuffer();
  const [sent, unsent] = [await upload(small), await upload(small)];
  await send(talk.anna, sent);
  now += DAY - 60_000;
  await server.sweep.all();
  expect([await stored(sent), await stored(unsent)]).toEqual([true, true]);
  now += 120_000;
  await server.sweep.all();
  expect([await stored(sent), await stored(unsent)]).toEqual([true, false]);
  expect(await rows()).toEqual([sent]);
  const place = { conversation: talk.conversation, message: crypto.randomUUID() };
  await expect(claim(server.db, ANNA, { ...place, attachments: [unsent] })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("S7 more orphans than a batch holds all go, and what was looked at once isn't looked at again", async () => {
  const before = await rows();
  await server.db.as(ANNA, async (tx) => {
    await tx`
      insert into chat.attachment (id, uploader, conversation_id, name, type, size, created_at)
      select gen_random_uuid(), 'anna', ${talk.conversation}, 'x', 'application/pdf', 1, now() from generate_series(1, 450)
    `;
  });
  now += 2 * DAY;
  await server.sweep.all();
  expect(await rows()).toEqual(before);
  expect(await settleFiles(server.db.writes, new Date(now), 100)).toBe(0);
});
