/** `npm test`: every runner, at most three at once, and one line with the total at the end. */
import { resolve } from "node:path";
import { type Counts, countBun, countElements, sum } from "./count-tests";

const ROOT = resolve(import.meta.dir, "..");
const bun = (...paths: string[]) => [process.execPath, "test", "--only-failures", "--timeout=30000", ...paths];

interface Group {
  readonly name: string;
  readonly command: readonly string[];
  readonly count: (output: string) => Counts | undefined;
}

/** What of tests/ runs apart, so that two processes share the work. */
const APART = ["client", "demo", "scripts", "server/attack", "server/privacy", "server/push"];
const UNITS: Group = {
  name: "server, protocol",
  // All but what runs at another time: a new folder is not forgotten.
  command: bun(`--path-ignore-patterns=tests/{widget,e2e,faults,load,${APART.join()}}/**`),
  count: countBun,
};
const UNITS_APART: Group = {
  name: APART.join(", "),
  command: bun(...APART.map((folder) => `tests/${folder}/`), "tests/load/ledger.test.ts", "tests/load/report.test.ts"),
  count: countBun,
};
const ELEMENTS: Group = {
  name: "elements",
  command: [process.execPath, "node_modules/@web/test-runner/dist/bin.js"],
  count: countElements,
};
const END_TO_END: Group = { name: "end to end", command: bun("tests/e2e/"), count: countBun };
/** The short form of `npm run test:faults`. Most of its time nothing runs: links are silent, servers away. */
const FAULTS: Group = { name: "faults", command: bun("tests/faults/"), count: countBun };

/** What runs beside each other, on two processors; within a lane one after another. */
const LANES = [[UNITS], [ELEMENTS, END_TO_END], [FAULTS, UNITS_APART]];

const running = new Set<Bun.Subprocess>();
const interrupt = (signal: NodeJS.Signals) => {
  for (const child of running) {
    try {
      process.kill(-child.pid, signal);
    } catch (fault) {
      if (!(fault instanceof Error && "code" in fault && fault.code === "ESRCH")) throw fault; // has just ended
    }
  }
};
let stopped = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    stopped = true;
    interrupt("SIGINT"); // the one that every runner cleans up on
    setTimeout(() => interrupt("SIGKILL"), 5_000).unref();
  });
}

async function run({ name, command, count }: Group): Promise<Counts> {
  if (stopped) return { passed: 0, failed: 0, skipped: 0 };
  const began = performance.now();
  // In a group of its own, so that an interruption reaches what it has started, too.
  const child = Bun.spawn([...command], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], detached: true });
  running.add(child);
  const [out, error] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  running.delete(child);
  const output = Bun.stripANSI(out + error);
  const counts = count(output);
  const ok = child.exitCode === 0 && counts !== undefined && counts.failed === 0;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? "✓" : "✗"} ${name}: ${counts ? sentence(counts) : "no result"} (${seconds} s)`);
  if (!ok) console.log(output);
  // A runner that broke down counts as a failure, whatever it said before.
  return ok || (counts && counts.failed > 0) ? counts : sum([counts, { passed: 0, failed: 1, skipped: 0 }]);
}

const sentence = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

const total = sum(
  await Promise.all(
    LANES.map(async (lane) => {
      const counts: Counts[] = [];
      for (const group of lane) counts.push(await run(group));
      return sum(counts);
    }),
  ),
);
console.log(`\n${sentence(total)}`);
process.exitCode = stopped ? 130 : total.failed > 0 ? 1 : 0;
