/** How much a store's page loads at first: `bun scripts/size.ts` builds, measures, and fails above the budget. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildWidget } from "./build";

/** Bytes, gzipped: the entry and all that it loads before anybody opens the panel. Raise one knowingly. */
const BUDGET: Readonly<Record<string, number>> = {
  "seller-chat.js": 16_500,
  "seller-inbox.js": 60_000,
};

/** The entry and what it imports statically, each once. */
export async function loadedAtFirst(folder: string, entry: string): Promise<string[]> {
  const transpiler = new Bun.Transpiler({ loader: "js" });
  const found = new Set([entry]);
  for (const name of found) {
    for (const { kind, path } of transpiler.scanImports(await Bun.file(join(folder, name)).text())) {
      if (kind === "import-statement") found.add(join(dirname(name), path));
    }
  }
  return [...found];
}

async function gzipped(folder: string, names: readonly string[]): Promise<number> {
  let sum = 0;
  for (const name of names) sum += Bun.gzipSync(await Bun.file(join(folder, name)).bytes()).byteLength;
  return sum;
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), "seller-chat-size-"));
  try {
    await buildWidget(folder);
    for (const [entry, budget] of Object.entries(BUDGET)) {
      const bytes = await gzipped(folder, await loadedAtFirst(folder, entry));
      const verdict = `${entry} and what it loads at first: ${bytes} bytes gzipped, budget ${budget}`;
      if (bytes <= budget) {
        console.log(verdict);
        continue;
      }
      console.error(
        `${verdict}.\nA page pays this before anybody opens the chat: load it later (\`import()\`), or find`,
      );
      console.error(
        "what brought it: `bun build --metafile` tells. If it is worth it, raise BUDGET in scripts/size.ts.",
      );
      process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
