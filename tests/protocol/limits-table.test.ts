/** docs/operating.md tells every limit, and tells it as it is. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import * as limits from "../../server/protocol/limits";

/** Sizes of a page or of a record, and times that clients keep to: nothing is refused for them. */
const NO_LIMITS = [
  "ID_LENGTH",
  "REF_LENGTH",
  "TITLE_LENGTH",
  "URL_LENGTH",
  "PRICE_LENGTH",
  "REPORT_LENGTH",
  "SMALL_SIDE",
  "LINKS",
  "PAGE",
  "HEARTBEAT",
  "PONG_WITHIN",
  "POLL_WAIT",
  "PUSH_BYTES",
  "MUTED",
  "ACT_LASTS",
  "lineOf",
];

const seconds = (ms: number) => `${ms / 1000} s`;
const SHOWN: Readonly<Record<string, string>> = {
  frameBytes: `${limits.frameBytes(0).toLocaleString("en")} bytes`,
  ATTACHMENT_BYTES: `${limits.ATTACHMENT_BYTES / 1024 / 1024} MiB`,
  HELLO_WITHIN: seconds(limits.HELLO_WITHIN),
  SILENCE: seconds(limits.SILENCE),
  TYPING_EVERY: seconds(limits.TYPING_EVERY),
  UPLOAD_IDLE: seconds(limits.UPLOAD_IDLE),
  UPLOAD_WITHIN: seconds(limits.UPLOAD_WITHIN),
};
/** How a figure reads: by what its name ends with. */
const UNITS = [
  [/_BURST$/, "at once"],
  [/_A_SECOND$/, "a second"],
  [/_MIB_AN_HOUR$/, "MiB an hour"],
  [/_AN_HOUR$/, "an hour"],
] as const;
const figure = (name: string, value: number): string => {
  const unit = UNITS.find(([ending]) => ending.test(name))?.[1];
  return SHOWN[name] ?? [value.toLocaleString("en"), unit].filter(Boolean).join(" ");
};

test("S4 the table of limits says what server/protocol/limits.ts has, and leaves nothing out", async () => {
  const page = await Bun.file(join(import.meta.dir, "../../docs/operating.md")).text();
  const table = page.split("\n## Limits\n")[1]?.split("\n## ")[0] ?? "";
  const told: string[] = [];
  for (const row of table.split("\n").filter((line) => line.startsWith("| "))) {
    const [, what = "", said = "", , names = ""] = row.split("|").map((cell) => cell.trim());
    for (const [, name = ""] of names.matchAll(/`(\w+)`/g)) {
      const value: unknown = Reflect.get(limits, name);
      told.push(name);
      const words = new RegExp(`(^|[^\\d,.])${figure(name, Number(value)).replace(".", "\\.")}(?![\\d])`);
      expect({ what, said, fits: words.test(said) }).toEqual({ what, said, fits: true });
    }
  }
  expect(told.concat(NO_LIMITS).sort()).toEqual(Object.keys(limits).sort());
});
