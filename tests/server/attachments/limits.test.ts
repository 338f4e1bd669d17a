/** S4, S7 What an upload may cost: bytes, time, places in conversations, and how much of it in an hour. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdir, readlink } from "node:fs/promises";
import { receive } from "../../../server/files/receive";
import { Turns } from "../../../server/files/turns";
import {
  ATTACHMENT_BYTES,
  GUEST_UPLOAD_MIB_AN_HOUR,
  UPLOAD_MIB_AN_HOUR,
  UPLOADS_BURST,
} from "../../../server/protocol/limits";
import {
  FILE,
  type FileServer,
  form,
  PDF,
  pair,
  post,
  raw,
  refused,
  startFileServer,
  storedFiles,
  type Uploader,
  uploaded,
} from "../../support/files";

let now = Date.now();
let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ now: () => now });
  talk = await pair(server);
});
afterAll(() => server.stop());

/** A PDF of exactly this many bytes. */
const pdfOf = (bytes: number): Buffer => {
  const pdf = Buffer.alloc(bytes, " ");
  pdf.write("%PDF-1.4\n");
  pdf.write("%%EOF", bytes - 5);
  return pdf;
};

/** The same body bit by bit, which leaves its length open. */
const streamed = async (body: FormData): Promise<{ body: ReadableStream; headers: Record<string, string> }> => {
  const whole = new Response(body);
  const type = whole.headers.get("content-type") ?? "";
  const bytes = await whole.bytes();
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise(setImmediate);
      controller.enqueue(bytes.subarray(at, at + 1024 * 1024));
      at += 1024 * 1024;
      if (at >= bytes.length) controller.close();
    },
  });
  return { body: stream, headers: { "content-type": type } };
};

test("S4 a file of 20 MiB passes, one byte more doesn't, with its length said or not", async () => {
  const person = { sub: "big" };
  const { conversation } = await (await server.signIn(person)).open("svet");
  const fits = form(conversation.id, pdfOf(ATTACHMENT_BYTES), "a.pdf");
  expect((await uploaded(await post(server, person, fits))).size).toBe(ATTACHMENT_BYTES);
  const above = form(conversation.id, pdfOf(ATTACHMENT_BYTES + 1), "a.pdf");
  expect(await refused(await post(server, person, above))).toMatchObject({ status: 413, code: "too_large" });
  const { body, headers } = await streamed(above);
  expect(await refused(await post(server, person, body, headers))).toMatchObject({ status: 413, code: "too_large" });
  const more = form(conversation.id, pdfOf(ATTACHMENT_BYTES + 1024 * 1024), "a.pdf");
  expect(await refused(await post(server, person, more))).toMatchObject({ status: 413, code: "too_large" });
});

test("S4 guests, who cost nothing to make, share what their address may upload in an hour", async () => {
  server.live.rates.guestUploadSizes.take("127.0.0.1", GUEST_UPLOAD_MIB_AN_HOUR);
  const { token } = (await (await fetch(`${server.url}/v1/guests`, { method: "POST" })).json()) as { token: string };
  const answer = await fetch(`${server.url}/v1/attachments`, {
    method: "POST",
    body: form(talk.conversation, PDF, "a.pdf"),
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await refused(answer)).toMatchObject({ status: 429, code: "rate_limited" });
  await uploaded(await post(server, talk.buyer, form(talk.conversation, PDF, "a.pdf")));
});

test("S2 an upload needs a token, and a conversation of its person that nobody has blocked", async () => {
  const { anna, svet, buyer, agent, conversation } = talk;
  const body = () => form(conversation, PDF, "a.pdf");
  const bare = await fetch(`${server.url}/v1/attachments`, { method: "POST", body: body() });
  expect(await refused(bare)).toMatchObject({ status: 401, code: "unauthorized" });
  for (const [person, place] of [
    [{ sub: "stranger", sellers: ["other"] }, conversation],
    [{ sub: "stranger" }, conversation],
    [buyer, crypto.randomUUID()],
  ] satisfies [Uploader, string][])
    expect(await refused(await post(server, person, form(place, PDF, "a.pdf")))).toMatchObject({
      status: 404,
      code: "not_found",
    });
  const { conversation: unsaid } = await anna.open("svet", { id: "p1", title: "Лампа" });
  expect(await refused(await post(server, agent, form(unsaid.id, PDF, "a.pdf")))).toMatchObject({ status: 404 });

  await svet.ask({ type: "block", conversation, on: true }, "done");
  for (const person of [buyer, agent])
    expect(await refused(await post(server, person, body()))).toMatchObject({ status: 403, code: "forbidden" });
  await svet.ask({ type: "block", conversation, on: false }, "done");
  await uploaded(await post(server, buyer, body()));
});

test("S1 a page of another origin uploads nothing", async () => {
  const answer = await post(server, talk.buyer, form(talk.conversation, PDF, "a.pdf"), {
    origin: "https://evil.example",
  });
  expect(await refused(answer)).toMatchObject({ status: 403, code: "forbidden" });
  const preflight = await fetch(`${server.url}/v1/attachments`, {
    method: "OPTIONS",
    headers: { origin: "http://localhost:5173" },
  });
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
});

const place = (): [string, string] => ['name="conversation"', talk.conversation];

/** A form whose file goes on as `more` says. */
const dripping = (more: (push: (text: string) => void) => Promise<void>): Request =>
  new Request("http://chat/v1/attachments", {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: new ReadableStream<Uint8Array>({
      async start(controller) {
        const push = (text: string) => controller.enqueue(new TextEncoder().encode(text));
        push(raw(place(), FILE).slice(0, 200));
        await more(push).catch(() => {}); // nobody listens any more
      },
    }),
  });
const admit = () => Promise.resolve();

test("S4 an upload that falls silent ends", async () => {
  const silent = dripping(() => new Promise(() => {}));
  const started = receive(silent, { admit, patience: { idle: 20, total: 60_000 } });
  await expect(started).rejects.toMatchObject({ code: "unavailable" });
  expect(await spooled()).toBe(0);
});

test("S4 an upload that drips ends, however regularly", async () => {
  let dripped = 0;
  const drip = dripping(async (push) => {
    for (;;) {
      push("x");
      dripped++;
      await Bun.sleep(1);
    }
  });
  const started = receive(drip, { admit, patience: { idle: 10_000, total: 60 } });
  await expect(started).rejects.toMatchObject({ code: "unavailable" });
  expect(dripped).toBeGreaterThan(5);
  expect(await spooled()).toBe(0);
});

test("nothing of the file is taken before it is known that it may come", async () => {
  const asked = receive(
    dripping(() => new Promise(() => {})),
    {
      admit: () => Promise.reject(new Error("not here")),
      patience: { idle: 60_000, total: 60_000 },
    },
  );
  await expect(asked).rejects.toThrow("not here");
  expect(await spooled()).toBe(0);
});

test("S4 an upload that breaks off leaves nothing behind", async () => {
  const before = await storedFiles(server);
  const broken = async () =>
    (await server.live.metrics.uploadsRefused.get()).values.reduce((sum, { value }) => sum + value, 0);
  const count = await broken();
  const gone = new AbortController();
  const token = await server.token(talk.buyer);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(raw(place(), FILE).slice(0, 200))),
  });
  const request = fetch(`${server.url}/v1/attachments`, {
    method: "POST",
    body,
    signal: gone.signal,
    headers: { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=b" },
  });
  while ((await spooled()) === 0) await Bun.sleep(1);
  gone.abort();
  await expect(request).rejects.toThrow();
  while ((await broken()) === count) await Bun.sleep(1);
  expect(await spooled()).toBe(0);
  expect(await storedFiles(server)).toEqual(before);
});

test("S4 work is done a few at a time, in order, and too much of it is refused", async () => {
  const turns = new Turns(2, 3);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (n: number) =>
    turns.take(() => {
      begun.push(n);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = [0, 1, 2, 3, 4].map(work);
  expect(begun).toEqual([0, 1]);
  await expect(work(5)).rejects.toMatchObject({ code: "unavailable", retryAfter: 5000 });
  for (let n = 0; n < 5; n++) {
    ends[n]?.();
    await all[n];
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await expect(turns.take(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await turns.take(async () => "free again")).toBe("free again");
});

// The last one: it moves the clock, which ends every link.
test("S4 a person uploads 30 files at once and 200 MiB an hour, and is told when to come again", async () => {
  const person = { sub: "eager" };
  const { conversation } = await (await server.signIn(person)).open("svet");
  for (let i = 0; i < UPLOADS_BURST; i++)
    await uploaded(await post(server, person, form(conversation.id, PDF, "a.pdf")));
  const answer = await post(server, person, form(conversation.id, PDF, "a.pdf"));
  expect(answer.headers.get("retry-after")).toBe("10");
  expect(await refused(answer)).toMatchObject({ status: 429, code: "rate_limited", retryAfter: 10_000 });
  now += 10_000;
  await uploaded(await post(server, person, form(conversation.id, PDF, "a.pdf")));
  now += 3_600_000;
  server.live.rates.uploadSizes.take("eager", UPLOAD_MIB_AN_HOUR - 5);
  const heavy = form(conversation.id, pdfOf(6 * 1024 * 1024), "a.pdf");
  expect(await refused(await post(server, person, heavy))).toMatchObject({ status: 429, code: "rate_limited" });
  await uploaded(await post(server, person, form(conversation.id, pdfOf(4 * 1024 * 1024), "a.pdf")));
  // Without a length it counts as the most that it may be.
  const { body, headers } = await streamed(form(conversation.id, PDF, "a.pdf"));
  expect(await refused(await post(server, person, body, headers))).toMatchObject({ status: 429, code: "rate_limited" });
});

/** Files without a name that this process holds open (Linux alone shows them). */
async function spooled(): Promise<number> {
  const handles = await readdir("/proc/self/fd");
  const targets = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => "")));
  return targets.filter((target) => /seller-chat-[0-9a-f-]{36} \(deleted\)$/.test(target)).length;
}
