/** S7 What comes in: only what its bytes say, and a picture only as we made it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
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

let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
  talk = await pair(server);
});
afterAll(() => server.stop());

const send = (bytes: Uint8Array | string, name: string, type?: string) =>
  post(server, talk.buyer, form(talk.conversation, bytes, name, type));

const fetched = async (id: string, variant: "url" | "small" = "url") => {
  const [link] = await linksOf(talk.anna, id);
  return fetch(server.url + link?.[variant]);
};

test("S7 a photograph loses its place and its camera, is turned as it was held, and shrinks to 2048 pixels", async () => {
  const original = await photograph(3000, 1000)
    .withExif({ IFD0: { Make: "Secret camera" }, IFD3: { GPSLatitude: "55/1 45/1 0/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(original).metadata()).exif?.includes("Secret camera")).toBeTrue();
  const attachment = await uploaded(await send(original, "IMG_1.JPG", "image/jpeg"));
  expect(attachment).toMatchObject({ name: "IMG_1.webp", type: "image/webp", width: 683, height: 2048 });
  expect(Buffer.from(attachment.preview ?? "", "base64").length).toBeWithin(5, 30);

  const file = Buffer.from(await (await fetched(attachment.id)).arrayBuffer());
  expect(file.length).toBe(attachment.size);
  const { format, width, height, exif, icc, xmp, orientation } = await sharp(file).metadata();
  expect([format, width, height, exif, icc, xmp, orientation]).toEqual([
    "webp",
    683,
    2048,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  const small = await sharp(await (await fetched(attachment.id, "small")).arrayBuffer()).metadata();
  expect([small.format, small.width, small.height, small.exif]).toEqual(["webp", 171, 512, undefined]);
});

test.each(["jpeg", "png", "webp", "gif", "avif"] as const)(
  "a %s is taken, whatever it calls itself",
  async (format) => {
    const bytes = await photograph().toFormat(format).toBuffer();
    expect(await uploaded(await send(bytes, "note.txt", "text/plain"))).toMatchObject({
      type: "image/webp",
      name: "note.txt.webp",
      width: 64,
      height: 48,
    });
  },
);

test("an animation goes on moving", async () => {
  const frames = await Promise.all(
    ["#f00", "#0f0", "#00f"].map((background) =>
      sharp({ create: { width: 700, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [50, 50, 50] })
    .toBuffer();
  const { id, width, height } = await uploaded(await send(gif, "party.gif", "image/gif"));
  expect([width, height]).toEqual([700, 40]);
  for (const variant of ["url", "small"] as const)
    expect((await sharp(await (await fetched(id, variant)).arrayBuffer()).metadata()).pages).toBe(3);
});

test("a PDF stays what it is, and has no picture's fields", async () => {
  const attachment = await uploaded(await send(PDF, "Чек № 5.pdf", "application/pdf"));
  expect(attachment).toEqual({ id: attachment.id, name: "Чек № 5.pdf", type: "application/pdf", size: PDF.length });
  expect(Buffer.from(await (await fetched(attachment.id)).arrayBuffer())).toEqual(PDF);
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
test.each([
  ["SVG", SVG, "a.svg", "image/svg+xml"],
  ["SVG that calls itself PNG", SVG, "a.png", "image/png"],
  ["HTML named .png", "<!doctype html><script>alert(1)</script>", "a.png", "image/png"],
  ["a program", Buffer.from("MZ\x90\0\x03\0\0\0"), "a.jpg", "image/jpeg"],
  ["nothing", "", "a.png", "image/png"],
  [
    "a PDF with a page behind it",
    Buffer.concat([PDF, Buffer.from("<script>alert(1)</script>")]),
    "a.pdf",
    "application/pdf",
  ],
  [
    "a PDF with a page before it",
    Buffer.concat([Buffer.from("<script>alert(1)</script>"), PDF]),
    "a.pdf",
    "application/pdf",
  ],
  ["a PDF that breaks off", PDF.subarray(0, 30), "a.pdf", "application/pdf"],
  ["an archive", Buffer.from("PK\x03\x04\x14\0\0\0\0\0"), "a.webp", "image/webp"],
  ["HEIC", heic(), "a.heic", "image/heic"],
])("S7 refused as `unsupported`: %s", async (_, bytes, name, type) => {
  expect(await refused(await send(bytes, name, type))).toMatchObject({ status: 415, code: "unsupported" });
});

test("S7 a GIF that is also a script comes out as a picture alone", async () => {
  const gif = await photograph(16, 16).gif().toBuffer();
  const polyglot = Buffer.concat([gif, Buffer.from("=1;alert('polyglot');//<script>")]);
  const { id } = await uploaded(await send(polyglot, "a.gif", "image/gif"));
  const file = Buffer.from(await (await fetched(id)).arrayBuffer());
  expect(file.includes("polyglot")).toBeFalse();
  expect(file.subarray(8, 12).toString()).toBe("WEBP");
});

test("S7 a JPEG that breaks off is refused", async () => {
  const whole = await photograph(800, 600).jpeg().toBuffer();
  expect(await refused(await send(whole.subarray(0, whole.length / 2), "a.jpg", "image/jpeg"))).toMatchObject({
    status: 415,
  });
});

test("S7 a bomb of 30,000 × 30,000 pixels is refused by its head", async () => {
  const bomb = emptyPng(30_000);
  expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
  const before = performance.now();
  expect(await refused(await send(bomb, "a.png"))).toMatchObject({ status: 413, code: "too_large" });
  expect(performance.now() - before).toBeLessThan(2000);
});

test.each([
  ["../../etc/passwd", "passwd.pdf"],
  ["C:\\Windows\\evil.exe", "evil.exe.pdf"],
  ["gpj\u202efdp.exe", "gpjfdp.exe.pdf"],
  ["a\u0000b\u0007\u200b\ufeffc.pdf", "abc.pdf"],
  ["  spaces \t and\u2028lines .pdf ", "spaces andlines.pdf"],
  ["\ud83d\udc68\u200d\ud83d\udcbb.pdf", "\ud83d\udc68\u200d\ud83d\udcbb.pdf"],
  [`${"д".repeat(300)}.pdf`, `${"д".repeat(196)}.pdf`],
  ["..", "file.pdf"],
  [".pdf", "file.pdf"],
  ["../", "file.pdf"],
])("S7 a file called %j is called %j", async (given, shown) => {
  expect((await uploaded(await send(PDF, given))).name).toBe(shown);
});

test("what is stored is named by ids alone", async () => {
  for (const path of await storedFiles(server))
    expect(path).toMatch(/^files\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f-]{36}(\.small)?$/);
});

/** As many pixels as one likes, in a thousandth of the bytes. */
function emptyPng(side: number): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1; // one bit a pixel, grey
  const pixels = deflateSync(Buffer.alloc(side * (side / 8 + 1)), { level: 1 });
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** The head of a photograph as telephones take them; our decoder has no HEVC. */
function heic(): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(100)]);
}
