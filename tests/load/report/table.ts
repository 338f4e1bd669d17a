/** The table, as Markdown; a terminal shows it as well. */
import type { Comeback } from "../scenarios/crowd";
import { SYSTEMS } from "../systems/systems";
import type { Bar } from "./bars";
import { count, figure, kilobytes, milliseconds, percent, seconds } from "./format";
import { type Cost, inserts, type Line, lines, type Results, timesOf } from "./summary";

export function talkTable({ rounds, plan }: Results): string {
  const rows = lines(rounds)
    .sort((a, b) => a.busy - b.busy || order(a) - order(b))
    .map(({ system, busy, rate, delivery, ack, cost }) => [
      ...[count(busy), SYSTEMS[system].title, figure(rate)],
      ...[delivery.p50, delivery.p99, delivery.p999, ack.p99].map(figure),
      told(cost),
    ]);
  const limit = inserts(rounds);
  rows.push(["–", "Limit: bare batched inserts", figure(limit.rate), "–", "–", "–", "–", told(limit.cost)]);
  const times = timesOf(rounds, plan.judged.rate, "seller-chat", "socket.io-statement");
  return `${markdown(
    ["busy", "system", "messages/s", "delivered p50, ms", "p99", "p99.9", "acked p99", "CPU µs/message"],
    rows,
    "rlrrrrrr",
  )}
CPU: server + database + load. Against Socket.IO with one hand-tuned statement: ${times.toFixed(1)}×.
`;
}

export function otherTable({ crowd, archive, plan }: Results): string {
  const each = (time: (comeback: Comeback) => number) =>
    crowd.comebacks.map((comeback) => seconds(time(comeback))).join(", ");
  return markdown(
    ["what", "figure"],
    [
      [`server memory for each of ${count(crowd.connections)} idle connections`, kilobytes(crowd.bytesEach)],
      ["the same, for each of the last nine tenths alone", kilobytes(crowd.bytesMore)],
      [`server killed: the last of ${count(crowd.connections)} clients caught up after`, each(({ last }) => last)],
      ["half of them were away for less than", each(({ median }) => median)],
      [`opening a conversation of ${count(plan.archive)} messages: p50`, milliseconds(archive.open.p50)],
      ["the same: p99", milliseconds(archive.open.p99)],
      ["reading all of it, a hundred at a time", milliseconds(archive.whole)],
    ],
    "lr",
  );
}

export const barTable = (bars: readonly Bar[]): string =>
  markdown(
    ["bar", "wanted", "seen", ""],
    bars.map(({ what, wanted, seen, met }) => [what, wanted, seen, met ? "met" : "**not met**"]),
    "lrrl",
  );

export function profileTable({ profile }: Results): string {
  return markdown(
    ["function", "where", "share"],
    profile.spots.map((spot) => [`\`${spot.function}\``, spot.where, percent(spot.share)]),
    "llr",
  );
}

const told = ({ server, database, load }: Cost): string => [server, database, load].map(figure).join(" + ");

const order = ({ system }: Line): number => Object.keys(SYSTEMS).indexOf(system);

/** `sides`: `l` or `r` for each column. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[], sides: string): string {
  const widths = head.map((name, n) => Math.max(3, name.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]) => {
    const padded = widths.map((width, n) =>
      sides[n] === "r" ? (cells[n] ?? "").padStart(width) : (cells[n] ?? "").padEnd(width),
    );
    return `| ${padded.join(" | ")} |\n`;
  };
  const rule = widths.map((width, n) => (sides[n] === "r" ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return line(head) + line(rule) + rows.map(line).join("");
}
