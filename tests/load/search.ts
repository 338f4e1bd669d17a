/**
 * `bun tests/load/search.ts [--messages 1000000] [--times 200] [--out docs/bench/search.md]`: how long searches and lists
 * take in an inbox of many messages, and by which plan. The full run takes some minutes, most of them to index.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fill } from "./search/fill";
import { measure } from "./search/measure";
import { startCluster } from "./stage/database";
import { describeMachine } from "./stage/machine";
import { ROOT } from "./stage/program";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    times: { type: "string", default: "200" },
    out: { type: "string" },
  },
});
const messages = Number(values.messages);
const folder = join(ROOT, ".data", `bench-search-${process.pid}`);
mkdirSync(folder, { recursive: true });
const cluster = await startCluster(folder);
const close = async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
};
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => void close().then(() => process.exit(130)));

try {
  await cluster.template("search", { people: [], conversations: [] });
  const owner = cluster.owner("search");
  const indexing = await fill(owner, messages, (step) => console.error(step));
  const machine = describeMachine(folder, cluster.version);
  const page = await measure(
    owner,
    machine,
    { where: cluster.where("search"), messages, indexing },
    Number(values.times),
  );
  await owner.end();
  if (values.out) writeFileSync(values.out, page);
  console.log(page);
} finally {
  await close();
}
