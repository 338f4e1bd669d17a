/**
 * Installs what package-lock.json says, if that has changed since the last time: `node scripts/ensure.mjs [all]`.
 * Without `all` only what the server needs, which is a third of the bytes. Node and Bun both run this, and it imports
 * nothing that would have to be installed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MARK = join(ROOT, "node_modules/.seller-chat-installed");
const BUN = join(ROOT, "node_modules/bun/bin/bun.exe"); // its name on Linux too
const OLDEST_NODE = 20;

const all = process.argv[2] === "all";

if (!process.versions.bun && Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  fail(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}.`);
}
const wanted = fingerprint();
if (!installed().includes(`${wanted} ${all ? "all" : "server"}`)) {
  console.error(`Installing what ${all ? "this project" : "the server"} needs; this happens once…`);
  install();
  placeBun();
  // All contains what the server needs.
  writeFileSync(MARK, [`${wanted} server`, ...(all ? [`${wanted} all`] : [])].join("\n"));
}

/** Changes when the dependencies do, or the machine that they were installed for. */
function fingerprint() {
  const { scripts, ...rest } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const hash = createHash("sha256").update(JSON.stringify(rest)).update(lock);
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

/** @returns {string[]} */
function installed() {
  return existsSync(MARK) ? readFileSync(MARK, "utf8").split("\n") : [];
}

function install() {
  const [program, ...args] = installer();
  const { status, signal, error } = spawnSync(program, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  if (error) fail(`Installing needs npm or Bun, and ${program} can't be run (${error.message}).`);
  fail(`Installing failed: \`${basename(program)} ${args.join(" ")}\` ended with ${signal ?? `code ${status}`}.`);
}

/**
 * Whoever runs us: `npm start` with npm, `bun run start` with Bun.
 * @returns {[string, ...string[]]}
 */
function installer() {
  const runner = process.env.npm_execpath ?? "";
  const bun = process.versions.bun ? process.execPath : basename(runner).startsWith("bun") ? runner : undefined;
  if (bun) return [bun, "install", "--no-save", "--no-progress", ...(all ? [] : ["--production"])];
  // Spelled out, since NODE_ENV=production or an npmrc would otherwise decide.
  const ci = [
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=optional",
    all ? "--include=dev" : "--omit=dev",
  ];
  return runner.endsWith(".js") ? [process.execPath, runner, ...ci] : ["npm", ...ci];
}

/** npm's package of Bun puts the program in its place after installing, unless scripts are switched off. */
function placeBun() {
  const works = () => spawnSync(BUN, ["--version"], { stdio: "ignore" }).status === 0;
  if (works()) return;
  const { status } = spawnSync(process.execPath, ["install.js"], {
    cwd: join(ROOT, "node_modules/bun"),
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0 || !works()) fail("Bun was installed but doesn't run on this system.");
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
