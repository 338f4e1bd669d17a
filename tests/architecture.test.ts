/** The arrows of DESIGN: which part of the house may import which. */
import { expect, test } from "bun:test";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");

/** Each part may import those that stand before it. */
const SERVER = [
  ...[
    "server/protocol",
    "server/errors",
    "server/config",
    "server/log",
    "server/metrics",
    "server/db",
    "server/push",
    "server/chat",
  ],
  ...[
    "server/auth",
    "server/live",
    "server/files",
    "server/http",
    "server/app",
    "server/index",
    "server/cli",
    "demo",
    "server/main",
  ],
];
/** The same in the browser. `widget` itself: the entries. */
const BROWSER = [
  ...["widget/strings", "widget/styles", "widget/worker", "widget/client", "widget/controllers"],
  ...["widget/elements", "widget"],
  ...["demo", "demo/pages"],
];
/** Of the protocol the client and the worker take types, and these, which hold nothing but constants: a schema would cost 11 KB. */
const PLAIN = ["server/protocol/codes", "server/protocol/limits", "server/protocol/version"];
/** Packages that a part may use, where it isn't free to choose. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "server/protocol": ["@sinclair/typebox"],
  "widget/strings": [],
  "widget/worker": [],
  "widget/client": [],
  "widget/styles": ["lit"],
  "widget/controllers": ["lit"],
  "widget/elements": ["lit", "thumbhash"],
  widget: [],
};
const PARTS = [...new Set([...SERVER, ...BROWSER, "scripts", "tests"])].sort((a, b) => b.length - a.length);

interface Import {
  /** A path from the root, without its extension. */
  readonly from: string;
  /** The same, or a package as it is written. */
  readonly to: string;
  readonly typesOnly: boolean;
}

const partOf = (path: string): string | undefined => PARTS.find((part) => path === part || path.startsWith(`${part}/`));
const isBefore = (order: readonly string[], part: string, other: string): boolean =>
  order.includes(part) && order.includes(other) && order.indexOf(part) < order.indexOf(other);

function isAllowed({ from, to, typesOnly }: Import): boolean {
  const [part, target] = [partOf(from), partOf(to)];
  if (part === undefined) return false;
  if (part === target || part === "tests") return true;
  if (target === undefined) {
    const name = to
      .split("/")
      .slice(0, to.startsWith("@") ? 2 : 1)
      .join("/");
    return PACKAGES[part]?.includes(name) ?? true;
  }
  if (part === "scripts") return target !== "tests";
  if ((part === "widget/client" || part === "widget/worker") && target === "server/protocol")
    return typesOnly || PLAIN.includes(to);
  return isBefore(SERVER, target, part) || isBefore(BROWSER, target, part);
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^;"]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, written = "", dynamic = written]) => ({
    from,
    to: dynamic.startsWith(".") ? join(dirname(from), dynamic) : dynamic,
    typesOnly: type !== undefined,
  }));
}

async function sources(pattern: string): Promise<{ path: string; text: string }[]> {
  const names = [...new Bun.Glob(pattern).scanSync({ cwd: ROOT })].filter((name) => !name.endsWith(".d.ts"));
  return Promise.all(
    names.map(async (name) => ({ path: name.replace(/\.ts$/, ""), text: await Bun.file(join(ROOT, name)).text() })),
  );
}

test("imports go one way", async () => {
  const files = await sources("{server,widget,demo,scripts,tests}/**/*.ts");
  const imports = files.flatMap(({ path, text }) => importsOf(path, text));
  expect(imports.length).toBeGreaterThan(200); // the expression still finds them
  const against = imports.filter((each) => !isAllowed(each));
  expect(against.map(({ from, to }) => `${from} must not import ${to}`)).toEqual([]);
});

test("the client of the widget knows nothing of DOM events", async () => {
  const files = await sources("widget/client/**/*.ts");
  const guilty = files.filter(({ text }) =>
    /\bdispatchEvent\b|\bnew (Custom)?Event\b|\bextends EventTarget\b/.test(text),
  );
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test.each([
  ["server/chat/writer", "server/db/messages", true],
  ["server/db/messages", "server/chat/writer", false],
  ["server/live/socket", "server/http/status", false],
  ["server/protocol/model", "server/errors", false],
  ["server/protocol/model", "@sinclair/typebox/value", true],
  ["server/protocol/model", "elysia", false],
  ["server/db/client", "postgres", true],
  ["server/http/assets", "widget/elements/define", false],
  ["server/main", "demo/plugin", true],
  ["server/app", "demo/plugin", false],
  ["server/app", "tests/support/database", false],
  ["scripts/test", "tests/support/browser", false],
  ["scripts/test", "scripts/count-tests", true],
  ["widget/client/store", "lit", false],
  ["widget/client/store", "widget/elements/define", false],
  ["widget/client/store", "server/protocol/limits", true],
  ["widget/client/store", "server/protocol/model", false],
  ["widget/elements/row", "widget/controllers/accent", true],
  ["widget/elements/row", "server/protocol/limits", false],
  ["widget/controllers/accent", "widget/elements/row", false],
  ["elsewhere/file", "server/errors", false],
  ["tests/e2e/talk", "server/main", true],
])("%s imports %s: %p", (from, to, allowed) => {
  expect(isAllowed({ from, to, typesOnly: false })).toBe(allowed);
});

test("types of the protocol are free for the client, and for no other part of the widget", () => {
  const to = "server/protocol/model";
  expect(isAllowed({ from: "widget/client/store", to, typesOnly: true })).toBe(true);
  expect(isAllowed({ from: "widget/elements/row", to, typesOnly: true })).toBe(false);
});

test("imports are found in each form", () => {
  const text = `import a, { b } from "lit";
import type { C } from "./c";
import {
  d,
} from "../d/d";
import "./e";
export { f } from "./f";
export type { G } from "./g";
const h = await import("./h");
`;
  expect(importsOf("widget/x/y", text).map(({ to, typesOnly }) => (typesOnly ? `type ${to}` : to))).toEqual([
    ...["lit", "type widget/x/c", "widget/d/d", "widget/x/e", "widget/x/f", "type widget/x/g", "widget/x/h"],
  ]);
});
