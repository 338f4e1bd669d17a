/** S3 Forms as they shouldn't be: each is taken or refused, and has an end. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { ChatError } from "../../../server/errors";
import { receive } from "../../../server/files/receive";
import { FILE, type FileServer, pair, post, raw, refused, startFileServer, uploaded } from "../../support/files";

let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
  talk = await pair(server);
});
afterAll(() => server.stop());

const place = (): [string, string] => ['name="conversation"', talk.conversation];
test.each<[string, () => string]>([
  ["the file first", () => raw(FILE, place())],
  ["no conversation", () => raw(FILE)],
  ["no file", () => raw(place())],
  ["two files", () => raw(place(), FILE, FILE)],
  ["another field", () => raw(place(), ['name="note"', "x"], FILE)],
  ["another name", () => raw(place(), ['name="picture"; filename="a.pdf"', FILE[1]])],
  ["a conversation that is none", () => raw(['name="conversation"', "' or true --"], FILE)],
  ["no end", () => raw(place(), FILE).slice(0, -6)],
  ["no end within the file", () => raw(place(), FILE).slice(0, 220)],
  ["nothing", () => ""],
  ["another boundary", () => raw(place(), FILE).replaceAll("--b", "--c")],
  ["a head without an end", () => `--b\r\n${"x: y\r\n".repeat(5000)}`],
])("S3 a form with %s is refused, and the server lives", async (_, body) => {
  const answer = await post(server, { sub: "anna" }, body(), {
    "content-type": "multipart/form-data; boundary=b",
  });
  expect(await refused(answer)).toMatchObject({ status: 400, code: "bad_frame" });
});

test("S3 a good form by hand is taken; what is no form isn't", async () => {
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  expect((await uploaded(await post(server, talk.buyer, raw(place(), FILE), headers))).name).toBe("a.pdf");
  for (const type of ["multipart/form-data", "application/json", "application/x-www-form-urlencoded", "text/plain"])
    expect(await refused(await post(server, talk.buyer, raw(place(), FILE), { "content-type": type }))).toMatchObject({
      status: 400,
    });
});

const ID = "01980000-0000-7000-8000-00000000abcd";
const FORM = Buffer.from(raw(['name="conversation"', ID], FILE));
const anywhere = fc.nat(FORM.length);
const edit = fc.record({ from: anywhere, length: fc.nat(60), to: anywhere, bytes: fc.uint8Array({ maxLength: 40 }) });

/** Puts bytes in, takes some out, moves some, ends early. */
const changes = fc.array(
  fc.oneof(
    edit.map(
      ({ from, length }) =>
        (form: Buffer) =>
          Buffer.concat([form.subarray(0, from), form.subarray(from + length)]),
    ),
    edit.map(
      ({ from, bytes }) =>
        (form: Buffer) =>
          Buffer.concat([form.subarray(0, from), bytes, form.subarray(from)]),
    ),
    edit.map(
      ({ from, length, to }) =>
        (form: Buffer) =>
          Buffer.concat([form.subarray(0, to), form.subarray(from, from + 4 * length), form.subarray(to)]),
    ),
    edit.map(
      ({ from }) =>
        (form: Buffer) =>
          form.subarray(0, from),
    ),
  ),
  { maxLength: 3 },
);

const chopped = (bytes: Uint8Array, size: number): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
};

test("S3 whatever becomes of a form, it is taken or refused", async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.integer({ min: 1, max: 400 }), async (edits, size) => {
      const request = new Request("http://chat/", {
        method: "POST",
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: chopped(
          edits.reduce<Buffer>((form, change) => change(form), FORM),
          size,
        ),
      });
      const outcome = await receive(request, { admit: async () => {} }).catch((error: unknown) => error);
      if (outcome instanceof ChatError) return expect(outcome.code).toBe("bad_frame");
      expect(outcome).toMatchObject({ conversation: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      if (edits.length === 0) expect(outcome).toMatchObject({ conversation: ID, name: "a.pdf" });
      await (outcome as Awaited<ReturnType<typeof receive>>).spool.close();
    }),
    { numRuns: 1000 },
  );
});
