import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../../scripts/build";
import { loadedAtFirst } from "../../scripts/size";

let folder: string;
let written: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seller-chat-build-"));
  written = await buildWidget(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test("the entries keep their names, everything else is named by what is in it", () => {
  const entries = written.filter((name) => !name.includes("/") && name.endsWith(".js"));
  expect(entries.sort()).toEqual(expect.arrayContaining(["seller-chat.js", "seller-inbox.js"]));
  const chunks = written.filter((name) => name.startsWith("chunks/"));
  expect(chunks.length).toBeGreaterThan(0);
  for (const name of chunks) expect(name).toMatch(/-[0-9a-z]{8}\.js(\.map)?(\.br|\.gz)?$/);
});

test("the worker of Web Push is one classic script: a store's own worker can load it", async () => {
  const text = await Bun.file(join(folder, "push-worker.js")).text();
  const { imports, exports } = new Bun.Transpiler({ loader: "js" }).scan(text);
  expect([imports, exports]).toEqual([[], []]);
  expect(text).toMatch(/^\(\(\)=>\{/); // and leaves no name in it
});

test("a store's page gets Lit's production build, once, and the panel later", async () => {
  const atFirst = await loadedAtFirst(folder, "seller-chat.js");
  const scripts = written.filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(atFirst.length);
  const texts = await Promise.all(scripts.map((name) => Bun.file(join(folder, name)).text()));
  expect(texts.filter((text) => text.includes("litElementVersions"))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("Lit is in dev mode"))).toEqual([]);
});

test("a build keeps the chunks of the one before for a day, and not for longer", async () => {
  const [recent, old] = [join(folder, "chunks/recent-00000000.js"), join(folder, "chunks/old-00000000.js")];
  await Promise.all([Bun.write(recent, ""), Bun.write(old, "")]);
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  await utimes(old, twoDaysAgo, twoDaysAgo);
  await buildWidget(folder);
  expect([existsSync(recent), existsSync(old)]).toEqual([true, false]);
});
