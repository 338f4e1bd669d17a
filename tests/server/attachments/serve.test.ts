/** S7 What goes out: to whoever holds an address of ours, while it holds, and as nothing but what it is. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { ADDRESS_FOR, FileAddresses } from "../../../server/auth/file-addresses";
import {
  type FileServer,
  form,
  linksOf,
  PDF,
  pair,
  photograph,
  post,
  refused,
  startFileServer,
  storedFiles,
  uploaded,
} from "../../support/files";

const START = Date.UTC(2026, 10, 22, 12, 7);
let now = START;
let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false }, now: () => now });
  talk = await pair(server);
});
afterAll(() => server.stop());

const pdf = async (name = "Чек (1)'.pdf") =>
  uploaded(await post(server, talk.buyer, form(talk.conversation, PDF, name)));
const address = async (id: string) => server.url + (await linksOf(talk.anna, id))[0]?.url;

test("S7 a PDF is for saving, under its name; nothing in it may run", async () => {
  const response = await fetch(await address((await pdf()).id));
  expect(headersOf(response)).toEqual({
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=1380, immutable",
    "content-disposition": "attachment; filename*=UTF-8''%D0%A7%D0%B5%D0%BA%20%281%29%27.pdf",
    "content-length": String(PDF.length),
    "content-security-policy": "sandbox; default-src 'none'",
    "content-type": "application/pdf",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
});

test("S7 a picture that we made shows in its place", async () => {
  const bytes = await photograph().png().toBuffer();
  const { id } = await uploaded(await post(server, talk.buyer, form(talk.conversation, bytes, "я.png")));
  const { "content-disposition": disposition, "content-type": type } = headersOf(await fetch(await address(id)));
  expect([disposition, type]).toEqual(["inline; filename*=UTF-8''%D1%8F.webp", "image/webp"]);
});

test("S7 an address is the same for a quarter of an hour, and ends with the next", async () => {
  const { id } = await pdf();
  const url = await address(id);
  now = START + 60_000 * 7;
  expect(await address(id)).toBe(url);
  now = START + 60_000 * 8;
  expect(await address(id)).not.toBe(url);
  now = START + 60_000 * 23 - 1;
  expect((await fetch(url)).status).toBe(200);
  now = START + 60_000 * 23;
  expect(await refused(await fetch(url))).toMatchObject({ status: 403, code: "forbidden" });
  now = START;
});

test("S7 an address that was changed in any part is refused", async () => {
  const [{ id }, other] = [await pdf(), await pdf()];
  const url = new URL(await address(id));
  const { signature = "", expires = "" } = Object.fromEntries(url.searchParams);
  const changed: Record<string, string>[] = [
    { signature: `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}` },
    { signature: signature.slice(0, -4) },
    { signature: "" },
    { expires: String(Number(expires) + 1) },
    { expires: `${expires}0` },
    { expires: "Infinity" },
    { variant: "small" },
    { variant: "../../auth-secret" },
    { variant: "" },
  ];
  for (const change of changed) {
    const wrong = new URL(url);
    for (const [name, value] of Object.entries(change)) wrong.searchParams.set(name, value);
    expect(await refused(await fetch(wrong))).toMatchObject({ status: 403, code: "forbidden" });
  }
  for (const path of [`/v1/attachments/${other.id}`, "/v1/attachments/..%2f..%2fauth-secret", "/v1/attachments/x"])
    expect((await fetch(server.url + path + url.search)).status).toBe(403);
  expect((await fetch(`${server.url}/v1/attachments/${id}`)).status).toBe(403);
  expect((await fetch(url)).status).toBe(200);
});

test("S7 the key of addresses signs no tokens, and the other way round", async () => {
  const { id } = await pdf();
  const wrong = new FileAddresses(
    new TextEncoder().encode("a secret of the tests, thirty-two bytes or more"),
    server.url,
    () => now,
  );
  expect((await fetch(wrong.make(id, "file", wrong.expiry()))).status).toBe(403);
  expect(wrong.expiry() - now).toBeWithin(ADDRESS_FOR, 2 * ADDRESS_FOR);
});

test.each([
  ["bytes=0-4", 206, "%PDF-", "bytes 0-4/69"],
  ["bytes=-6", 206, "%%EOF\n", "bytes 63-68/69"],
  ["bytes=63-", 206, "%%EOF\n", "bytes 63-68/69"],
  ["bytes=63-9999", 206, "%%EOF\n", "bytes 63-68/69"],
  ["bytes=69-", 416, "", "bytes */69"],
  ["bytes=-0", 416, "", "bytes */69"],
  ["bytes=4-2", 200, PDF.toString(), null],
  ["bytes=0-1,3-4", 200, PDF.toString(), null],
  ["lines=1-2", 200, PDF.toString(), null],
])("a part of a file: %s", async (range, status, text, said) => {
  expect(PDF.length).toBe(69);
  const response = await fetch(await address((await pdf()).id), { headers: { range } });
  expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([status, text, said]);
});

test("S7 the files of a removed message are gone at once, for those who hold an address, too", async () => {
  const { anna, conversation } = talk;
  const { id } = await pdf();
  const message = crypto.randomUUID();
  anna.send({ type: "send", id: message, conversation, attachments: [id] });
  const { seq } = await anna.next("ack", (ack) => ack.id === message);
  const url = await address(id);
  expect((await fetch(url)).status).toBe(200);
  await anna.ask({ type: "remove", conversation, seq }, "done");
  expect(await refused(await fetch(url))).toMatchObject({ status: 404, code: "not_found" });
  expect(await linksOf(anna, id)).toEqual([]);
  await server.sweep.removed();
  expect(await storedFiles(server)).not.toContainEqual(expect.stringContaining(id));
});

test("with PUBLIC_URL an address is whole", async () => {
  const elsewhere = await startFileServer({ config: { publicUrl: "https://chat.example" } });
  const { anna, buyer, conversation } = await pair(elsewhere);
  const { id } = await uploaded(await post(elsewhere, buyer, form(conversation, PDF, "a.pdf")));
  expect((await linksOf(anna, id))[0]?.url).toStartWith(`https://chat.example/v1/attachments/${id}?`);
  await elsewhere.stop();
});

/** Without those of every answer. */
function headersOf({ headers }: Response): Record<string, string> {
  const { date, connection, "keep-alive": alive, ...rest } = Object.fromEntries(headers);
  return rest;
}
