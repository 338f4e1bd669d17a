import { beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget, updateWidget } from "../../scripts/build";
import { loadedAtFirst } from "../../scripts/size";
import { builtWidget } from "../support/widget";

let folder: string;
let written: readonly string[];
beforeAll(async () => {
  ({ folder, written } = await builtWidget());
});

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
  // The small window is a page of its own.
  const scripts = written.filter((name) => name.endsWith(".js") && name !== "push-window.js");
  expect(scripts.length).toBeGreaterThan(atFirst.length);
  const texts = await Promise.all(scripts.map((name) => Bun.file(join(folder, name)).text()));
  expect(texts.filter((text) => text.includes("litElementVersions"))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("Lit is in dev mode"))).toEqual([]);
});

test("a build keeps the chunks of the one before for a day, and not for longer", async () => {
  const before = await mkdtemp(join(tmpdir(), "seller-chat-build-"));
  const [recent, old] = [join(before, "chunks/recent-00000000.js"), join(before, "chunks/old-00000000.js")];
  await Promise.all([Bun.write(recent, ""), Bun.write(old, "")]);
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  await utimes(old, twoDaysAgo, twoDaysAgo);
  const now = await buildWidget(before);
  const there = (await readdir(before, { recursive: true })).filter((name) => name.includes("."));
  expect(there.sort()).toEqual([...now, "chunks/recent-00000000.js"].sort());
  await rm(before, { recursive: true });
});

test("a start builds what is of other sources, and nothing else", async () => {
  const dist = join(await mkdtemp(join(tmpdir(), "seller-chat-dist-")), "widget");
  const made = async () => (await stat(join(dist, "seller-chat.js"))).mtimeMs;
  await Bun.write(join(dist, "built-from"), "other sources");
  expect(await updateWidget(dist)).toBe("built");
  const first = await made();
  expect(await updateWidget(dist)).toBe("current");
  expect(await made()).toBe(first);
  await rm(join(dist, ".."), { recursive: true });
});

test("a build that can't be replaced is kept; where there is none, that is a fault", async () => {
  const dist = await mkdtemp(join(tmpdir(), "seller-chat-dist-"));
  await mkdir(join(dist, "built-from")); // who runs as root may write in any folder
  await expect(updateWidget(dist)).rejects.toThrow("EISDIR");
  await Bun.write(join(dist, "seller-chat.js"), "");
  expect(await updateWidget(dist)).toBe("kept");
  expect(await Bun.file(join(dist, "seller-chat.js")).text()).toBe("");
  await rm(dist, { recursive: true });
});
