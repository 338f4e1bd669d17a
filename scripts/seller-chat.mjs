#!/usr/bin/env node
/**
 * `node scripts/seller-chat.mjs …`: runs the command with the project's own Bun, and installs first where nothing is
 * installed yet. Node and Bun both run this, and it imports nothing that would have to be there.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const bun = at("../node_modules/bun/bin/bun.exe"); // its name on Linux too
if (!existsSync(bun)) {
  const { status } = spawnSync(process.execPath, [at("ensure.mjs")], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
const { status } = spawnSync(bun, [at("../server/cli/main.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
