/**
 * The browser of the tests: the headless Chromium that @sparticuz/chromium carries in its npm package, unpacked into
 * node_modules/.cache once per version; elsewhere than on Linux x64 an installed one. Plain JavaScript, since Node and
 * Bun both read it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/**
 * What playwright's `launch`, and puppeteer's, take.
 * @typedef {{ executablePath: string, env: Record<string, string>, args: string[] }} Chromium
 */

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/seller-chat", import.meta.url));
const LIBRARIES = ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"];
const INSTALLED = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

// Nothing of @sparticuz/chromium's own `args`: they switch off what the browser protects, and so what we test.
const ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none",
];

/** @returns {Chromium | undefined} `undefined`: no browser runs on this machine, and what needs one is left out. */
export function findChromium() {
  const found = carried() ?? installed();
  return found && { ...found, args: args() };
}

/**
 * The npm package's is a headless shell, which shows no notifications.
 * @returns {Chromium | undefined} A whole browser, as the machine has one.
 */
export function findNotifyingChromium() {
  const found = installed();
  return found && { ...found, args: args() };
}

const args = () => (process.getuid?.() === 0 ? ["--no-sandbox", ...ARGS] : ARGS);

/** @returns {Omit<Chromium, "args"> | undefined} */
function carried() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = unpack();
  if (!folder) return undefined;
  const env = {
    ...environment(),
    LD_LIBRARY_PATH: join(folder, "lib"),
    FONTCONFIG_FILE: join(folder, "fonts-here.conf"),
  };
  const executablePath = join(folder, "chromium");
  return runs(executablePath, env) ? { executablePath, env } : undefined;
}

/** @returns {Omit<Chromium, "args"> | undefined} */
function installed() {
  const env = environment();
  const executablePath = INSTALLED.find((name) => runs(name, env));
  return executablePath === undefined ? undefined : { executablePath: whole(executablePath), env };
}

/** Playwright wants a path, not a name on the PATH. @param {string} name */
function whole(name) {
  if (name.includes("/")) return name;
  const folder = (process.env.PATH ?? "").split(":").find((entry) => existsSync(join(entry, name)));
  return join(folder ?? "", name);
}

/** @param {string} program @param {Record<string, string>} env */
const runs = (program, env) => spawnSync(program, ["--version"], { env, stdio: "ignore" }).status === 0;

/** @returns {Record<string, string>} */
const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/**
 * Everything beside each other in one folder, made under another name and renamed when whole: a run that is killed in
 * between, or a rival, does no harm.
 */
function unpack() {
  const source = locate();
  if (!source) return undefined;
  const folder = join(CACHE, `chromium-${source.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(join(CACHE, "unpacking-"));
  try {
    const inflate = (/** @type {string} */ name) => brotliDecompressSync(readFileSync(join(source.bin, name)));
    for (const name of LIBRARIES) {
      const tar = spawnSync("tar", ["-x", "-C", fresh], { input: inflate(name) });
      if (tar.status !== 0) throw new Error(`${name} can't be unpacked: ${tar.error?.message ?? tar.stderr}`);
    }
    writeFileSync(join(fresh, "fonts-here.conf"), fontconfig(folder));
    writeFileSync(join(fresh, "chromium"), inflate("chromium.br"), { mode: 0o755 });
    renameSync(fresh, folder);
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw fault; // else a rival was faster
  }
  return folder;
}

function locate() {
  try {
    const main = createRequire(import.meta.url).resolve("@sparticuz/chromium"); // …/build/index.js
    const root = join(dirname(main), "..");
    /** @type {{ version: string }} */
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { version, bin: join(root, "bin") };
  } catch {
    return undefined; // not installed here
  }
}

/** The machine's fonts, if it has any, and Open Sans (with Cyrillic), so that text is text everywhere. */
const fontconfig = (/** @type {string} */ folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, "fonts")}</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
