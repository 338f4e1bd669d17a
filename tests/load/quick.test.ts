/** The benchmark itself, with small numbers: every part runs, and nothing is left. It says nothing of speed. */
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");
const out = mkdtempSync(join(tmpdir(), "seller-chat-bench-"));
afterAll(() => rmSync(out, { recursive: true }));

const run = () =>
  Bun.spawn([process.execPath, "tests/load/bench.ts", "--quick", "--out", out], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });

const folders = (): string[] => {
  const data = join(ROOT, ".data");
  return existsSync(data) ? readdirSync(data).filter((name) => name.startsWith("bench-")) : [];
};

test("`npm run bench -- --quick` prints its tables and writes a page and a picture", async () => {
  const before = folders();
  const child = run();
  const [printed, told] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  expect(`${child.exitCode} ${child.exitCode === 0 ? "" : told}`).toBe("0 ");
  for (const part of ["Socket.IO", "Polling", "echo", "bare batched inserts", "idle connections", "caught up"]) {
    expect(printed).toContain(part);
  }
  expect(readFileSync(join(out, "README.md"), "utf8")).toContain("bench.svg");
  expect(readFileSync(join(out, "bench.svg"), "utf8")).not.toMatch(/NaN|undefined/);
  expect(folders()).toEqual(before);
}, 180_000);

test("Ctrl-C ends it, with everything it has started", async () => {
  const before = folders();
  const child = run();
  // The first step is told once the database, the servers and the load run.
  for await (const chunk of child.stderr) if (new TextDecoder().decode(chunk).includes("round 1")) break;
  const started = descendants(child.pid);
  expect(started.length).toBeGreaterThan(3);
  child.kill("SIGINT");
  expect(await child.exited).toBe(130);
  while (started.some((pid) => existsSync(`/proc/${pid}`))) await Bun.sleep(10); // or the test's time is over
  expect(folders()).toEqual(before);
}, 60_000);

/** On Linux; elsewhere the test would be told nothing. */
function descendants(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(file) ? readFileSync(file, "utf8").split(" ").filter(Boolean).map(Number) : [];
  return children.flatMap((child) => [child, ...descendants(child)]);
}
