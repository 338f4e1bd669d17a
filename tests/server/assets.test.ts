import { beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Elysia } from "elysia";
import { assets } from "../../server/http/assets";
import { builtWidget } from "../support/widget";

let folder: string;
let entry: string;
const app = () => new Elysia().use(assets({ folder }));

beforeAll(async () => {
  ({ folder } = await builtWidget());
  entry = await Bun.file(join(folder, "seller-chat.js")).text();
});

const ask = (accepted?: string) =>
  app().handle(
    new Request(
      "http://chat.example/seller-chat.js",
      accepted === undefined ? {} : { headers: { "accept-encoding": accepted } },
    ),
  );

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["gzip", "gzip"],
  ["brotli-like, gzip; q=0", null],
  ["", null],
])("the script comes packed as the browser takes it: %j", async (accepted, encoding) => {
  const answer = await ask(accepted);
  expect(answer.headers.get("content-encoding")).toBe(encoding);
  expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(answer.headers.get("vary")).toBe("accept-encoding");
  const bytes = await answer.bytes();
  const unpacked = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
  expect(new TextDecoder().decode(unpacked)).toBe(entry);
});

test("a client that says nothing gets the script as it is", async () => {
  expect((await ask()).headers.get("content-encoding")).toBeNull();
});
