/** S3 Forms cut, twisted and chopped anywhere: each has an end, a known one, and holds no handle after it. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { ChatError } from "../../../server/errors";
import { receive } from "../../../server/files/receive";
import { PDF } from "../../support/files";

const ID = "01980000-0000-7000-8000-00000000abcd";
const FORM = Buffer.from(
  `--b\r\nContent-Disposition: form-data; name="conversation"\r\n\r\n${ID}\r\n` +
    `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n` +
    `${PDF.toString("latin1")}\r\n--b--\r\n`,
);
const place = fc.nat(FORM.length);
const edit = fc.record({ from: place, length: fc.nat(60), to: place, bytes: fc.uint8Array({ maxLength: 40 }) });

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
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
  );
});
