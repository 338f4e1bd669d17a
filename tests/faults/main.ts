/**
 * `npm run test:faults -- [--minutes 20 | --rounds 3] [--seed N] [--few] [--no-browsers] [--server-log FILE]`
 * `npm run test:faults -- --push [--seed N]`: 200 absences instead, while servers and databases are killed on the way of a push
 *
 * Twenty minutes unless told, with twice the people of the short run in `npm test`; `--few` takes its people.
 *
 * The order of faults and actions, and what each of them is, follow from the seed; so does how long each lasts. What the
 * seed can't repeat is the machine's own pace: how far a message had come when its fault struck. A failing seed is
 * therefore worth several attempts, and its message is worth more: it names who saw what.
 */
import { parseArgs } from "node:util";
import { canBrowse } from "../support/browser";
import { DEATHS, runAbsences } from "./absences";
import { run } from "./run";
import { table } from "./strikes";
import { FEW, MANY, world } from "./world";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "20" },
    rounds: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    few: { type: "boolean", default: false },
    "no-browsers": { type: "boolean", default: false },
    "server-log": { type: "string" },
    push: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const minutes = Number(values.minutes);
const rounds = values.rounds === undefined ? Number.POSITIVE_INFINITY : Number(values.rounds);
if (![seed, minutes].every(Number.isFinite) || Number.isNaN(rounds))
  throw new Error("--seed, --minutes and --rounds are numbers");
const browsers = canBrowse && !values["no-browsers"];

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopping.abort(name));
if (values.push) process.exit(await pushed(seed));

console.log(`seed ${seed}${browsers ? "" : "; without real browsers"}`);
const began = performance.now();
const { violations, survived, figures } = await run({
  seed,
  world: world(values.few ? FEW : MANY),
  ends: ({ at, round }) => round > rounds || (rounds === Number.POSITIVE_INFINITY && at > minutes * 60_000),
  browsers,
  signal: stopping.signal,
  ...(values["server-log"] !== undefined && { serverLog: values["server-log"] }),
  say: (line) => console.log(line),
}).catch((fault: unknown) => {
  if (!stopping.signal.aborted) throw fault;
  console.log("interrupted");
  process.exit(130);
});
console.log(
  `\nFaults survived in ${((performance.now() - began) / 60_000).toFixed(1)} min, seed ${seed}:\n${table(survived)}`,
);
console.log(
  Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(30)} ${String(value).padStart(5)}`)
    .join("\n"),
);
const byRule = Map.groupBy(violations, ({ rule }) => rule);
for (const [rule, them] of byRule) {
  console.log(`\n✗ ${rule}: ${them.length}`);
  for (const { what } of them.slice(0, 10)) console.log(`  ${what}`);
}
const length = values.rounds === undefined ? `--minutes ${minutes}` : `--rounds ${rounds}`;
const again = `npm run test:faults -- ${length}${values.few ? " --few" : ""} --seed ${seed}`;
console.log(violations.length === 0 ? "\nEverything held." : `\nAgain: ${again}`);
process.exit(violations.length === 0 ? 0 : 1);

/** Ten rounds of 20 buyers. Returns the exit code. */
async function pushed(seed: number): Promise<number> {
  const deaths = Array.from({ length: 10 }, (_, round) => DEATHS[round % DEATHS.length] ?? DEATHS[0]);
  const { absences, repeated, violations } = await runAbsences({
    seed,
    buyers: 20,
    deaths,
    signal: stopping.signal,
    say: console.log,
  });
  console.log(`${absences} absences; ${repeated} repeated attempts, each replaced the first; seed ${seed}`);
  for (const violation of violations) console.log(`\u2717 ${violation}`);
  return violations.length === 0 ? 0 : 1;
}
