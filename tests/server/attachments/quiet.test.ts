/** S8 What an operator sees of files: ids, types, sizes and codes; no names. */
import { expect, test } from "bun:test";
import { accept } from "../../../server/files/accept";
import { Spool } from "../../../server/files/spool";
import { createStore } from "../../../server/files/store";
import { createLog } from "../../../server/log";
import { form, PDF, pair, post, refused, startFileServer, storedFiles, uploaded } from "../../support/files";

test("S8 a file's name is in no line of the log; uploads, their bytes and refusals are counted", async () => {
  const lines: string[] = [];
  const log = createLog({ logLevel: "trace", logFormat: "json" }, { write: (line) => void lines.push(line) });
  const server = await startFileServer({ log });
  const { anna, buyer, conversation } = await pair(server);
  const { id } = await uploaded(await post(server, buyer, form(conversation, PDF, "Паспорт Анны.pdf")));
  await refused(await post(server, buyer, form(conversation, "<svg/>", "Паспорт Анны.svg")));
  anna.send({ type: "send", id: crypto.randomUUID(), conversation, attachments: [id] });
  const { seq } = await anna.next("ack");
  await anna.ask({ type: "remove", conversation, seq }, "done");
  await server.sweep.removed();
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  await server.stop();
  expect(lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line).msg)).toEqual([
    "file uploaded",
    "files removed",
  ]);
  expect(lines.join()).not.toContain("Паспорт");
  expect(metrics).toContain('seller_chat_uploads_total{type="application/pdf"} 1');
  expect(metrics).toContain(`seller_chat_upload_bytes_total ${PDF.length}`);
  expect(metrics).toContain('seller_chat_upload_refusals_total{code="unsupported"} 1');
});

test("what nobody waits for any more isn't made", async () => {
  const server = await startFileServer();
  const { conversation } = await pair(server);
  const spool = await Spool.open();
  await spool.append(PDF);
  const deps = { db: server.db, store: createStore({ dataDir: server.dataDir, s3: undefined }), log: server.live.log };
  const asker = { id: "anna", sellers: [], issuedAt: Date.now() };
  await expect(accept(deps, asker, { conversation, name: "a", spool }, AbortSignal.abort())).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(await storedFiles(server)).toEqual([]);
  await accept(deps, asker, { conversation, name: "a", spool }, new AbortController().signal);
  expect(await storedFiles(server)).toHaveLength(1);
  await spool.close();
  await server.stop();
});
