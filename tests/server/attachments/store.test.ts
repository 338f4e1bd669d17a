/** S7 Where files lie: on the disk or in a bucket, the same to everyone else. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStore, type FileStore } from "../../../server/files/store";
import { form, linksOf, PDF, pair, photograph, post, refused, startFileServer, uploaded } from "../../support/files";
import { type FakeS3, startS3 } from "../../support/s3";

const BYTES = crypto.getRandomValues(new Uint8Array(60_000));

describe.each(["disk", "bucket"] as const)("%s", (kind) => {
  let s3: FakeS3 | undefined;
  let dataDir: string;
  let store: FileStore;
  beforeAll(async () => {
    s3 = kind === "bucket" ? startS3() : undefined;
    dataDir = await mkdtemp(join(tmpdir(), "seller-chat-store-"));
    store = createStore({ dataDir, s3: s3?.settings });
  });
  afterAll(async () => {
    await s3?.stop();
    await rm(dataDir, { recursive: true });
  });

  test("gives what was put, whole and in part, and its size", async () => {
    const id = Bun.randomUUIDv7();
    expect(await store.read(id)).toBeUndefined();
    await store.put(id, "file", BYTES.subarray(0, 10));
    await store.put(id, "file", BYTES);
    await store.put(id, "small", BYTES.subarray(0, 100));
    const file = await store.read(id);
    expect(file?.size).toBe(BYTES.length);
    expect(await file?.blob.bytes()).toEqual(BYTES);
    expect(await new Response(file?.blob.slice(500, 700).stream()).bytes()).toEqual(BYTES.slice(500, 700));
    expect((await store.read(id, "small"))?.size).toBe(100);
  });

  test("removes both variants, and doesn't mind what isn't there", async () => {
    const [id, other] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
    await store.put(id, "file", BYTES);
    await store.put(id, "small", BYTES);
    await store.put(other, "file", BYTES);
    await store.remove([id, Bun.randomUUIDv7()]);
    expect([await store.read(id), await store.read(id, "small")]).toEqual([undefined, undefined]);
    expect((await store.read(other))?.size).toBe(BYTES.length);
  });
});

test("what a crash left half written on the disk goes with its id", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "seller-chat-store-"));
  const store = createStore({ dataDir, s3: undefined });
  const id = "01980000-0000-7000-8000-00000000abcd";
  await mkdir(join(dataDir, "files/cd/ab"), { recursive: true });
  await writeFile(join(dataDir, `files/cd/ab/${id}.part`), "half");
  expect(await store.read(id)).toBeUndefined();
  await store.remove([id]);
  expect(await Array.fromAsync(new Bun.Glob("**").scan({ cwd: dataDir, onlyFiles: true }))).toEqual([]);
  await rm(dataDir, { recursive: true });
});

test("S7 files go through the server from a bucket, too, and a bucket that fails is said to be away", async () => {
  const s3 = startS3();
  const server = await startFileServer({ config: { s3: s3.settings } });
  const { anna, buyer, conversation } = await pair(server);
  const bytes = await photograph(600, 400).png().toBuffer();
  const { id, size } = await uploaded(await post(server, buyer, form(conversation, bytes, "a.png")));
  expect([...s3.objects.keys()].filter((key) => key !== "probe")).toHaveLength(2);
  const [link] = await linksOf(anna, id);
  const whole = await fetch(server.url + link?.url);
  expect([whole.status, whole.headers.get("location"), (await whole.bytes()).length]).toEqual([200, null, size]);
  const part = await fetch(server.url + link?.small, { headers: { range: "bytes=8-11" } });
  expect([part.status, await part.text()]).toEqual([206, "WEBP"]);

  s3.fault = 503;
  for (const answer of [
    await fetch(server.url + link?.url),
    await post(server, buyer, form(conversation, PDF, "a.pdf")),
  ])
    expect(await refused(answer)).toMatchObject({ status: 503, code: "unavailable" });
  s3.fault = undefined;
  const wrong = createStore({ dataDir: "", s3: { ...s3.settings, secretAccessKey: "wrong" } });
  await expect(wrong.put(id, "file", PDF)).rejects.toThrow();
  await expect(wrong.read(id)).rejects.toThrow();
  await server.stop();
  await s3.stop();
});
