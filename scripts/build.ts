/** Builds the widget: `bun scripts/build.ts` writes dist/widget; tests build into folders of their own. */
import { readdir, rm, stat } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const ROOT = resolve(import.meta.dir, "..");
export const WIDGET = join(ROOT, "dist/widget");
const DAY = 24 * 60 * 60 * 1000;

/** Packed once here, so that the server packs nothing: server/http/assets.ts picks one. */
const PACKED = new Map([
  [".br", brotliCompressSync],
  [".gz", gzipSync],
]);

/**
 * Scripts that share nothing with the others, each one file: a worker has to be classic, for a store's own loads it by
 * `importScripts`; the small window would only cut what a store's page loads into more pieces.
 */
const ALONE = ["push-worker.ts", "push-window.ts"];

/**
 * Each file right under widget/ is an entry, and keeps its name: `<outdir>/seller-chat.js`. What they share or load
 * later goes to `<outdir>/chunks/`, with a hash in its name. Returns the paths written, relative to `outdir`.
 * @throws AggregateError with what the bundler found wrong.
 */
export async function buildWidget(outdir = WIDGET): Promise<string[]> {
  const entrypoints = [...new Bun.Glob("*.ts").scanSync({ cwd: join(ROOT, "widget"), absolute: true })];
  const common = {
    outdir,
    target: "browser",
    minify: true,
    sourcemap: "linked",
    naming: { entry: "[name].[ext]", chunk: "chunks/[name]-[hash].[ext]" },
    // Both, or Lit's development build comes along (docs/decisions.md).
    conditions: "production",
    define: { "process.env.NODE_ENV": '"production"' },
  } as const;
  const isAlone = (path: string) => ALONE.includes(basename(path));
  const builds = await Promise.all([
    Bun.build({ ...common, entrypoints: entrypoints.filter((path) => !isAlone(path)), splitting: true }),
    Bun.build({ ...common, entrypoints: entrypoints.filter(isAlone), format: "iife" }),
  ]);
  const outputs = builds.flatMap((build) => build.outputs);
  const written: string[] = [];
  for (const output of outputs) {
    const bytes = new Uint8Array(await output.arrayBuffer());
    for (const [ending, pack] of PACKED) await Bun.write(output.path + ending, pack(bytes));
    for (const ending of ["", ...PACKED.keys()]) written.push(relative(outdir, output.path) + ending);
  }
  await forget(outdir, new Set(written));
  return written;
}

/** A page that was loaded before this build still asks for the chunks of the one before, but not for days. */
async function forget(outdir: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(outdir, { recursive: true })) {
    const path = join(outdir, name);
    const found = await stat(path);
    if (found.isFile() && !kept.has(name) && Date.now() - found.mtimeMs > DAY) await rm(path);
  }
}

if (import.meta.main) {
  await buildWidget();
}
