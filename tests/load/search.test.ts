/** The benchmark of searches with small numbers: every part runs, the plans are the ones that were meant. */
import { expect, test } from "bun:test";
import { resolve } from "node:path";

test("`bun tests/load/search.ts` measures every question and shows the plans", async () => {
  const child = Bun.spawn([process.execPath, "tests/load/search.ts", "--messages", "20000", "--times", "2"], {
    cwd: resolve(import.meta.dir, "../.."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, told] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  expect(`${child.exitCode} ${child.exitCode === 0 ? "" : told}`).toBe("0 ");
  for (const part of ["«здр»", "unread first", "Bitmap Index Scan on message_search_document", "message_search_pkey"])
    expect(printed).toContain(part);
}, 120_000);
