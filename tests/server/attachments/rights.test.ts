/** S2 The database itself, asked in SQL as each of them: who sees, adds and moves files. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Asker, Transaction } from "../../../server/db/client";
import { type FileServer, form, PDF, pair, post, startFileServer, uploaded } from "../../support/files";

let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
let sent: string;
let unsent: string;
beforeAll(async () => {
  server = await startFileServer();
  talk = await pair(server);
  const upload = async () => (await uploaded(await post(server, talk.buyer, form(talk.conversation, PDF, "a.pdf")))).id;
  [sent, unsent] = [await upload(), await upload()];
  talk.anna.send({ type: "send", id: crypto.randomUUID(), conversation: talk.conversation, attachments: [sent] });
  await talk.anna.next("ack");
});
afterAll(() => server.stop());

const BUYER: Asker = { id: "anna", sellers: [] };
const SELLER: Asker = { id: "agent of svet", sellers: ["svet"] };
const STRANGER: Asker = { id: "stranger", sellers: ["other"] };
const NOBODY: Asker = { id: "", sellers: [] };

const as = <T>(asker: Asker, work: (tx: Transaction) => Promise<T>) => server.db.as(asker, work);

test.each<[string, Asker, () => string[]]>([
  ["the buyer who uploaded sees both", BUYER, () => [sent, unsent]],
  ["the seller sees what was sent", SELLER, () => [sent]],
  ["a stranger sees nothing", STRANGER, () => []],
  ["nobody sees nothing", NOBODY, () => []],
])("S2 %s", async (_, asker, expected) => {
  const rows = await as(asker, (tx) => tx<{ id: string }[]>`select id from chat.attachment order by id`);
  expect(rows.map(({ id }) => id)).toEqual(expected().toSorted());
});

test("S2 nobody binds another's upload to a message, or takes it away", async () => {
  for (const asker of [SELLER, STRANGER, NOBODY]) {
    const moved = await as(asker, (tx) => tx`update chat.attachment set message_id = gen_random_uuid()`);
    expect(moved.count).toBe(0);
  }
  for (const column of ["uploader", "conversation_id", "name", "type", "removed_at", "settled"])
    await expect(as(BUYER, (tx) => tx`update chat.attachment set ${tx(column)} = null`)).rejects.toMatchObject({
      code: "42501",
    });
  await expect(as(BUYER, (tx) => tx`delete from chat.attachment`)).rejects.toMatchObject({ code: "42501" });
});

test.each<[string, Asker, string]>([
  ["in another's name", SELLER, "anna"],
  ["in a conversation of others", STRANGER, "stranger"],
  ["as nobody", NOBODY, ""],
])("S2 nobody adds a file %s", async (_, asker, uploader) => {
  const insert = as(
    asker,
    (tx) => tx`
      insert into chat.attachment (id, uploader, conversation_id, name, type, size, created_at)
      values (gen_random_uuid(), ${uploader}, ${talk.conversation}, 'x', 'application/pdf', 1, now())
    `,
  );
  await expect(insert).rejects.toMatchObject({ code: "42501" });
});

test("S2 what looks at all files at once is not the asker's to call", async () => {
  for (const call of ["file(gen_random_uuid())", "settle_files(now(), 1)", "removed_files(1)", "forget_files('{}')"])
    await expect(as(BUYER, (tx) => tx.unsafe(`select chat.${call}`))).rejects.toMatchObject({ code: "42501" });
});
