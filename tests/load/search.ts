/**
 * `bun tests/load/search.ts [--messages 1000000] [--out docs/bench/search.md]`: how long lists and searches take in an
 * inbox of many messages, and by which plan.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "../../server/db/client";
import { type Asked, ask, QUESTIONS } from "./search/ask";
import { fill } from "./search/fill";
import { plansOf } from "./search/plans";
import { startCluster } from "./stage/database";
import { describeMachine } from "./stage/machine";
import { ROOT } from "./stage/program";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    times: { type: "string", default: "30" },
    out: { type: "string" },
  },
});
const messages = Number(values.messages);
const folder = join(ROOT, ".data", `bench-search-${process.pid}`);
mkdirSync(folder, { recursive: true });
const cluster = await startCluster(folder);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => void close().then(() => process.exit(130)));
const close = async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
};
const tell = (step: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${step}`);

try {
  await cluster.template("search", { people: [], conversations: [] });
  const owner = cluster.owner("search");
  const indexing = await fill(owner, messages, tell);
  const db = connect(cluster.where("search"));
  const asked: Asked[] = [];
  for (const question of QUESTIONS) asked.push(await ask(db, question, Number(values.times)));
  await db.end();
  const sizes = await owner<{ name: string; size: string }[]>`
    select c.relname as name, pg_size_pretty(pg_relation_size(c.oid)) as size from pg_class c
    where c.relname in ('message', 'message_search', 'message_search_document', 'message_search_pkey') order by 1
  `;
  const plans = await plansOf(cluster.where("search"), ["здравствуйте", "хлопокенного"]);
  const machine = describeMachine(folder, cluster.version);
  await owner.end();
  const page = [
    "# Search and lists",
    "",
    `Written by \`bun tests/load/search.ts\` on ${new Date().toISOString().slice(0, 10)}: ${machine.cores} cores of`,
    `${machine.cpu}, ${machine.memory} GiB, PostgreSQL ${machine.versions.PostgreSQL}. ${messages.toLocaleString("en")} messages, four in five of them one`,
    `seller's, in ${Math.round((messages / 40) * 0.8).toLocaleString("en")} conversations. Times are milliseconds of a whole answer as the server makes it: asker, search,`,
    "conversations with their people, the count of unread messages.",
    "",
    "| what is asked | found, on ten pages | p50 | p99 | tenth or last page |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...asked.map(
      ({ question, found, first, last }) =>
        `| ${question.name} | ${found} | ${first.p50.toFixed(1)} | ${first.p99.toFixed(1)} | ${last.toFixed(1)} |`,
    ),
    "",
    `Indexing took ${((indexing / messages) * 1e6).toFixed(0)} µs a message, on a connection of its own behind the writer.`,
    `Sizes: ${sizes.map(({ name, size }) => `${name} ${size}`).join(", ")}.`,
    "",
    "## Plans",
    "",
    "A frequent word is found among the newest conversations; a rare one by the index, after they have been looked through.",
    plans,
  ].join("\n");
  if (values.out) {
    mkdirSync(dirname(values.out), { recursive: true });
    writeFileSync(values.out, page);
  }
  console.log(page);
} finally {
  await close();
}
