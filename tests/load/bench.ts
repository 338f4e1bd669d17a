/**
 * `npm run bench [-- --quick] [-- --out <folder>]`: measures, prints the table, and writes README.md and bench.svg.
 * Without `--out` the full run writes to docs/bench, and the quick one nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FULL, type Plan, QUICK } from "./plan";
import { bars } from "./report/bars";
import { page } from "./report/page";
import { picture } from "./report/picture";
import type { Results } from "./report/summary";
import { barTable, otherTable, profileTable, talkTable } from "./report/table";
import { longConversation } from "./scenarios/archive";
import { idleCrowd } from "./scenarios/crowd";
import { hotPath } from "./scenarios/profile";
import { talkRounds } from "./scenarios/talk";
import { describeMachine } from "./stage/machine";
import { ROOT } from "./stage/program";
import { Stage } from "./stage/stage";

/** A run that takes longer hangs. */
const LONGEST = 60 * 60_000;

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, out: { type: "string" } } });
const plan = values.quick ? QUICK : FULL;
const out = values.out ?? (values.quick ? undefined : join(ROOT, "docs/bench"));

let closing: Promise<void> | undefined;
const close = () => {
  closing ??= opening.then(
    (stage) => stage.close(),
    () => {}, // it has cleaned up behind itself
  );
  return closing;
};
const giveUp = async (why: string, code: number) => {
  console.error(why);
  await close();
  process.exit(code);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => giveUp("stopping", 130));
}
setTimeout(() => giveUp("This takes too long.", 1), LONGEST).unref();
const opening = Stage.open(); // after the signals: it starts programs at once

try {
  const results = await run(plan, await opening);
  console.log(summary(results));
  if (out) write(out, results);
} catch (fault) {
  if (closing) await closing;
  else throw fault;
} finally {
  await close();
}

async function run(plan: Plan, stage: Stage): Promise<Results> {
  const began = new Date();
  const tell = (step: string) =>
    console.error(`${((Date.now() - began.getTime()) / 1000).toFixed(0).padStart(4)} s  ${step}`);
  const machine = describeMachine(stage.folder, stage.cluster.version);
  const rounds = await talkRounds(stage, plan, tell);
  tell("profile");
  const profile = await hotPath(stage, plan);
  tell("a long conversation");
  const archive = await longConversation(stage, plan);
  const crowd = await idleCrowd(stage, plan, tell);
  const seconds = (Date.now() - began.getTime()) / 1000;
  return { plan, machine, began, seconds, rounds, crowd, archive, profile };
}

function summary(results: Results): string {
  const verdict = values.quick ? "Small numbers: this shows that it works, not how fast it is.\n\n" : "";
  return `\n${verdict}${[talkTable(results), otherTable(results), profileTable(results), barTable(bars(results))].join("\n")}`;
}

function write(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "README.md"), page(results));
  writeFileSync(join(folder, "bench.svg"), picture(results));
}
