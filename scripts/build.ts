/** Builds the widget: `bun scripts/build.ts` writes dist/widget where that is of other sources; tests build into folders of their own. */
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
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

/** In the folder of a build: the fingerprint of what it was made from; empty while it is being made. */
const MARK = "built-from";
/** The bundler and its settings, what it bundles, and whose constants that takes. */
const SOURCES = ["package.json", "package-lock.json", "scripts/build.ts", "widget/**/*.ts", "server/protocol/*.ts"];

/**
 * Builds where the folder's build is of other sources. Where it can't be written, in a checkout that belongs to somebody
 * else or an image that is read-only, the build that lies there stays, and is served. Returns what became of it.
 * @throws Error when there is no build and none can be written; AggregateError as `buildWidget`
 */
export async function updateWidget(outdir = WIDGET): Promise<"built" | "current" | "kept"> {
  const mark = join(outdir, MARK);
  const sources = await fingerprint();
  const before = await Bun.file(mark)
    .text()
    .catch(() => undefined);
  if (before === sources) return "current";
  try {
    await mkdir(outdir, { recursive: true });
    await writeFile(mark, "");
  } catch (error) {
    if (await Bun.file(join(outdir, "seller-chat.js")).exists()) return "kept";
    throw error;
  }
  await buildWidget(outdir);
  await writeFile(mark, sources);
  return "built";
}

async function fingerprint(): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256");
  const paths = SOURCES.flatMap((sources) => [...new Bun.Glob(sources).scanSync({ cwd: ROOT })]);
  for (const path of paths.sort()) hash.update(`${path}\0`).update(await Bun.file(join(ROOT, path)).bytes());
  return hash.digest("hex");
}

if (import.meta.main) {
  const became = await updateWidget().catch((error: unknown) => {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    console.error(
      `The widget isn't built, and ${WIDGET} can't be written (${error.message}): run \`npm run build\` as its owner.`,
    );
    process.exit(1);
  });
  if (became === "kept") console.error(`${WIDGET} can't be written: the widget is served as it was built before.`);
}
