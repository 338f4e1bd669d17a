/** Asks everything of a marketplace that is filled, and writes the page about it. */
import { loadavg } from "node:os";
import type { Sql } from "postgres";
import { connect } from "../../../server/db/client";
import type { Where } from "../../support/database";
import type { Machine } from "../stage/machine";
import { type Asked, ask, type Round } from "./ask";
import { LARGE, SMALL } from "./fill";
import { plansOf } from "./plans";

interface Filled {
  readonly where: Where;
  readonly messages: number;
  /** Seconds that the indexing took. */
  readonly indexing: number;
}

export async function measure(owner: Sql, machine: Machine, filled: Filled, times: number): Promise<string> {
  const { where, messages, indexing } = filled;
  const db = connect(where, { readers: 1 });
  const loads = [loadavg()[0] ?? 0];
  const [large, small] = [await ask(db, LARGE, times), await ask(db, SMALL, times)];
  loads.push(loadavg()[0] ?? 0);
  await db.end();
  const sizes = await owner<{ name: string; size: string }[]>`
    select c.relname as name, pg_size_pretty(pg_relation_size(c.oid)) as size from pg_class c
    where c.relname in ('message', 'message_search', 'message_search_document', 'message_search_pkey') order by 1
  `;
  const plans = await plansOf(where, ["здравствуйте", "хлопокенного"]);
  const thousands = (count: number) => count.toLocaleString("en");
  return `# Search and lists

Written by \`bun tests/load/search.ts\` on ${new Date().toISOString().slice(0, 10)}: ${machine.cores} cores of ${machine.cpu}, ${machine.memory} GiB, PostgreSQL
${machine.versions.PostgreSQL}, on a machine that others used as well (load average ${loads.map((load) => load.toFixed(1)).join(" before and ")} after).
${thousands(messages)} messages in conversations of 40, one conversation in seven with unread ones, each question asked ${times} times, in turns.
Times are milliseconds of a whole answer, as the server makes it: the search, the conversations with their people, and the
count of all unread messages. Processor time is the database's, and depends less on what else the machine does. What that does
to everybody shows in the last line, which counts to 50,000.

## A seller with ${thousands(Math.round((messages / 40) * 0.8))} conversations

${table(large)}

## A seller with ${Math.min(300, messages / 200)} conversations

${table(small)}

Indexing took ${((indexing / messages) * 1e6).toFixed(0)} µs a message, on a connection of its own behind the writer.
Sizes: ${sizes.map(({ name, size }) => `${name} ${size}`).join(", ")}.

## Plans

A frequent word is found in the newest conversations, which are looked through one by one. For a rare one that is given up
soon, and the index is asked.
${plans}`;
}

const table = ({ asked, count: { took, processor } }: Round): string =>
  [
    "| what is asked | found, on ten pages | p50 | p95 | p99 | processor time | tenth or last page |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...asked.map(row),
    `| for comparison, a count | | ${[took.p50, took.p95, took.p99, processor].map((ms) => ms.toFixed(1)).join(" | ")} | |`,
  ].join("\n");

const row = ({ question, found, first, processor, last }: Asked): string =>
  `| ${question.name} | ${found} | ${[first.p50, first.p95, first.p99, processor, last].map((ms) => ms.toFixed(1)).join(" | ")} |`;
