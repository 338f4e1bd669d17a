/** docs/bench/README.md: what was measured, how, and what came out. */
import { bars } from "./bars";
import { cores, count, figure, milliseconds } from "./format";
import type { Results } from "./summary";
import { barTable, otherTable, profileTable, talkTable } from "./table";

export function page(results: Results): string {
  const { machine, plan, began, seconds: took, profile } = results;
  const noise = Math.max(...results.rounds.flatMap(({ talks }) => talks.map((talk) => talk.cores.others)));
  return `# Benchmark

One run of \`npm run bench\` on ${began.toISOString().slice(0, 10)}, ${figure(took / 60)} minutes. Everything on this page comes from it, and the
next run replaces it.

![Messages a second and latency, seller-chat beside Socket.IO and polling](bench.svg)

## Bars

${barTable(bars(results))}
## Messages

Figures are medians over ${plan.rounds} rounds. “Messages/s” are those that were stored, acked *and* delivered.

${talkTable(results)}
## Connections and history

${otherTable(results)}
## Where the time goes

At ${count(plan.judged.rate)} busy sockets the ${machine.cores} cores were used like this: server ${cores(profile.cores.server)}, database ${cores(profile.cores.database)}, load ${cores(profile.cores.load)},
anything else ${cores(profile.cores.others)}. Within the server, by self time (sampled by Bun's own profiler, which costs a little):

${profileTable(results)}
## The machine

${machine.cores} cores (${machine.cpu}), ${machine.memory} GiB of memory, ${machine.system}. A write of 8 KiB is on its disk after ${milliseconds(machine.sync)} (median
of \`fdatasync\`). ${Object.entries(machine.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.

Server, database and load share these cores: a faster load or more cores would give other figures, for every system here.
While the talks were measured, other processes used ${cores(noise)} cores at most.

## How it is measured

- \`npm run bench\` measures all of it, \`npm run bench -- --quick\` goes through every part with small numbers in less than a
  minute and writes nothing. Ctrl-C ends it cleanly. It needs Linux for the figures of memory and CPU.
- The database is the embedded PostgreSQL with the settings of \`npm start\`: \`fsync\` and \`synchronous_commit\` on, in a folder
  beside the project. Everybody writes to the same server, into a database of their own, which is a fresh copy for each
  round: ${count(plan.conversations)} conversations with one message each. A checkpoint comes before each measurement.
- The server is \`bun server/main.ts\` with \`RATE_LIMITS=off LOG_LEVEL=warn LOG_FORMAT=json DEMO=off\`. All talk over the loopback.
- ${count(plan.pairs)} buyers and ${count(plan.pairs)} sellers are connected and signed in; each has ${count(plan.conversations / plan.pairs)} conversations with as many others. Of these
  ${count(plan.pairs * 2)} sockets some are **busy**, half of them buyers: a busy socket has one message under way, always, and sends
  the next in the next of its conversations as soon as that one is acked. Latency is from \`send\` until the other side's
  socket has it (${plan.warmUp / 1000} s to warm up, then a window of ${plan.window / 1000} s). The load runs in one process of its own and looks at
  frames as text. After each measurement every message must have been acked once, delivered once, and be a row.
- In a round each number of busy sockets is measured for every system in turn, and who is first changes with the round.
  Ratios are taken within a round.
- **Socket.IO** runs under Bun, where it was faster than under Node 20. Each message is one update of the conversation and
  one insert in a transaction through postgres.js (its usual pool of ten), acked after the commit, emitted to the
  conversation's room. The row below it does both in one hand-tuned statement.
- **Polling**: a message is posted and stored in the same transaction; everybody asks every two seconds what is new.
- **Bare batched inserts**: 256 rows a statement through \`unnest\`, two connections, the same rows into a table made with
  \`like chat.message including all\`, and nothing else.
- **Memory** is the server's resident memory after full collections of garbage, less that of a server without connections.
  **Coming back**: the server is killed with SIGKILL and started again at once; the clients have a cursor each, one message
  that they missed, and the widget's back-off with full jitter. Any process that holds ${count(plan.crowd)} sockets needs as many
  file descriptors; Bun raises its own limit to the hard one (\`ulimit -Hn\`).
`;
}
