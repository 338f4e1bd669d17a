/** `node scripts/seller-chat.mjs export`: all of one person, and nothing of anybody else. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type FileServer, form, PDF, pair, post, startFileServer, uploaded } from "../../support/files";
import { run } from "./commands";

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
});
afterAll(() => server.stop());

test("a buyer's export holds what they said and what was said to them, with the files, and no word of others", async () => {
  const { anna, svet, conversation, buyer, agent } = await pair(server, "anna", "svet");
  const file = await uploaded(await post(server, buyer, form(conversation, PDF, "чек.pdf")));
  anna.send({ type: "send", id: crypto.randomUUID(), conversation, text: "вот чек", attachments: [file.id] });
  const { seq } = await anna.next("ack");
  await anna.ask({ type: "edit", conversation, seq, text: "вот мой чек" }, "done");
  await svet.say(conversation, "спасибо, Анна");
  const theirs = await uploaded(await post(server, agent, form(conversation, PDF, "накладная.pdf")));
  svet.send({ type: "send", id: crypto.randomUUID(), conversation, attachments: [theirs.id] });
  await svet.next("ack");
  // Another buyer of the same shop, and a note about Anna that is none of her words.
  const other = await pair(server, "boris", "svet");
  await other.anna.say(other.conversation, "тайна Бориса");
  await svet.say(other.conversation, "ответ Борису");

  const out = join(server.dataDir, "out");
  const receipt = await run(server, "export", "--person", "anna", "--out", out);
  expect(receipt).toMatchObject({
    exported: "anna",
    folder: out,
    conversations: 1,
    messages: 4,
    attachments: 2,
    files: 2,
  });
  const text = await readFile(join(out, "person.json"), "utf8");
  const document = JSON.parse(text);
  expect(document.person).toMatchObject([{ id: "anna", name: "Анна" }]);
  expect(document.conversations[0].messages).toMatchObject([
    { seq: 1, own: true, text: "Добрый день" },
    { seq: 2, own: true, text: "вот мой чек", earlierTexts: [{ text: "вот чек" }] },
    { seq: 3, own: false, text: "спасибо, Анна" },
    { seq: 4, own: false, attachments: [{ id: theirs.id }] },
  ]);
  const saved = document.attachments.find(({ id }: { id: string }) => id === file.id);
  expect(new Uint8Array(await readFile(join(out, saved.file)))).toEqual(new Uint8Array(PDF));
  for (const word of ["Бориса", "Борису", "boris", other.conversation]) expect(text).not.toContain(word);
  expect((await stat(out)).mode & 0o077).toBe(0);
});

test("an agent's export holds what they wrote for sellers, and not what the buyers said", async () => {
  const { svet, conversation, agent } = await pair(server, "vera", "sosna");
  await svet.say(conversation, "мой ответ");
  await run(server, "export", "--person", agent.sub, "--out", join(server.dataDir, "agent"));
  const document = JSON.parse(await readFile(join(server.dataDir, "agent/person.json"), "utf8"));
  expect(document.conversations).toEqual([]);
  expect(document.writtenForSellers).toMatchObject([{ conversation, messages: [{ text: "мой ответ", own: true }] }]);
  expect(JSON.stringify(document)).not.toContain("Добрый день");
});

test("nothing is written over, and nobody is made up", async () => {
  await pair(server, "gleb", "dub");
  const out = join(server.dataDir, "twice");
  await run(server, "export", "--person", "gleb", "--out", out);
  await expect(run(server, "export", "--person", "gleb", "--out", out)).rejects.toThrow("is not empty");
  await expect(run(server, "export", "--person", "nobody")).rejects.toThrow("Nothing is known of nobody.");
});
