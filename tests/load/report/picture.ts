/** The picture: messages a second as bars, latency as ranges, and four figures. Follows the reader's light or dark theme. */
import { count, figure, kilobytes, milliseconds, seconds } from "./format";
import { decades, Scale } from "./scale";
import { inserts, type Line, lineOf, lines, type Results, timesOf } from "./summary";
import { column, esc, legend, rule, stat, text } from "./svg";

const WIDTH = 960;
const HEIGHT = 600;

/** Who is drawn, in this order, and where the legend names it. */
const DRAWN = [
  { system: "seller-chat", name: "seller-chat", style: "ours", legend: 40 },
  { system: "socket.io", name: "Socket.IO, a transaction for each message", style: "theirs", legend: 152 },
  { system: "polling", name: "polling every 2 s", style: "poll", legend: 448 },
] as const;

const STYLE = `
  .paper { fill: #fff; stroke: #e1e5ea } .ink { fill: #1a2029 } .muted { fill: #626975 } .line { stroke: #e1e5ea }
  .ours { fill: #396ed6; stroke: #396ed6 } .theirs { fill: #9aa3b1; stroke: #9aa3b1 } .poll { fill: #cdd3db; stroke: #cdd3db }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181f; stroke: #2c3138 } .ink { fill: #e7ebf2 } .muted { fill: #999fa8 } .line { stroke: #2c3138 }
    .ours { fill: #719def; stroke: #719def } .theirs { fill: #858d99; stroke: #858d99 } .poll { fill: #535a64; stroke: #535a64 }
  }
  text { font: 13px Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums }
  .title { font-size: 20px; font-weight: 600; letter-spacing: -.01em } .head { font-size: 15px; font-weight: 600 }
  .small { font-size: 11px } .figure { font-size: 24px; font-weight: 600; letter-spacing: -.01em }
`;

export function picture(results: Results): string {
  const { machine, began, plan } = results;
  const all = lines(results.rounds);
  const levels = [...plan.busy].sort((a, b) => a - b);
  const where = `${machine.cores} cores shared by server, PostgreSQL (fsync on) and load · ${began.toISOString().slice(0, 10)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${esc(described(results, all))}">
<style>${STYLE}</style>
<rect class="paper" x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="20"/>
${text(40, 52, "Every message stored, acked and delivered", "title ink")}
${text(40, 74, where, "muted")}
${DRAWN.map((each) => legend(each.legend, 104, each.name, each.style)).join("\n")}
${rates(all, levels, { left: 40, right: 470, top: 168, bottom: 430 })}
${text(40, 478, `Limits here: bare batched inserts ${figure(inserts(results.rounds).rate)}/s, a bare echo ${figure(echoRate(results, all))}/s.`, "small muted")}
${latencies(all, levels, { left: 530, right: 920, top: 168, bottom: 440 })}
${figures(results)
  .map(([number, what], n) => stat(40 + n * 225, 534, number, what))
  .join("\n")}
</svg>
`;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function rates(all: readonly Line[], levels: readonly number[], box: Box): string {
  const most = Math.max(...DRAWN.flatMap(({ system }) => levels.map((busy) => lineOf(all, system, busy)?.rate ?? 0)));
  const y = new Scale([0, most], [box.bottom, box.top + 16]);
  const group = (box.right - box.left) / levels.length;
  const bar = Math.min(32, (group - 18) / DRAWN.length);
  const bars = levels.flatMap((busy, g) => {
    const middle = box.left + group * (g + 0.5);
    return [
      text(middle, box.bottom + 20, `${count(busy)} busy`, "muted", "middle"),
      ...DRAWN.map(({ system, style }, n) => {
        const rate = lineOf(all, system, busy)?.rate ?? 0;
        const x = middle + (n - DRAWN.length / 2) * bar;
        const top = Math.min(y.at(rate), box.bottom - 1);
        return (
          column(x + 1.5, top, bar - 3, box.bottom - top, style) +
          text(x + bar / 2, top - 5, compact(rate), n === 0 ? "small ink" : "small muted", "middle")
        );
      }),
    ];
  });
  return [
    text(box.left, box.top - 24, "Messages a second", "head ink"),
    rule(box.left, box.bottom + 0.5, box.right, box.bottom + 0.5),
    ...bars,
  ].join("\n");
}

function latencies(all: readonly Line[], levels: readonly number[], box: Box): string {
  const rows = levels.flatMap((busy) =>
    DRAWN.flatMap(({ system, style }) => {
      const line = lineOf(all, system, busy);
      return line && line.delivery.p50 > 0 ? [{ busy, style, ...line.delivery }] : [];
    }),
  );
  const marks = decades(Math.min(...rows.map(({ p50 }) => p50)), Math.max(...rows.map(({ p999 }) => p999)));
  const x = new Scale([marks[0] ?? 1, marks.at(-1) ?? 10].map(Math.log10), [box.left + 88, box.right]);
  const group = (box.bottom - box.top) / levels.length;
  const axis = marks.map((mark) => {
    const at = x.at(Math.log10(mark));
    return (
      rule(at, box.top - 6, at, box.bottom) +
      text(at, box.bottom + 18, mark < 1000 ? `${mark} ms` : `${mark / 1000} s`, "small muted", "middle")
    );
  });
  const ranges = rows.map(({ busy, style, p50, p99, p999 }) => {
    const y =
      box.top + group * levels.indexOf(busy) + group / 2 + (DRAWN.findIndex((each) => each.style === style) - 1) * 15;
    const [from, tick, to] = [p50, p99, p999].map((value) => x.at(Math.log10(value)));
    return `<g class="${style}"><path d="M${from} ${y}H${to}" stroke-width="2" stroke-opacity=".55"/><circle cx="${from}" cy="${y}" r="4" stroke="none"/><path d="M${tick} ${y - 5}v10" stroke-width="2.5" stroke-linecap="round"/></g>`;
  });
  return [
    text(box.left, box.top - 24, "From send to delivery", "head ink"),
    text(box.right, box.top - 24, "● half · ┃ 99 % · ─ to 99.9 %", "small muted", "end"),
    ...axis,
    ...levels.map((busy, g) => text(box.left, box.top + group * (g + 0.5) + 4, `${count(busy)} busy`, "muted")),
    ...ranges,
  ].join("\n");
}

const echoRate = ({ plan }: Results, all: readonly Line[]): number =>
  lineOf(all, "echo", plan.judged.rate)?.rate ?? Number.NaN;

function figures({ rounds, plan, crowd, archive }: Results): [string, string][] {
  return [
    [
      `${timesOf(rounds, plan.judged.rate, "seller-chat", "socket.io").toFixed(1)}×`,
      `the rate of Socket.IO, ${count(plan.judged.rate)} busy`,
    ],
    [kilobytes(crowd.bytesEach), `for each of ${count(crowd.connections)} idle clients`],
    [seconds(Math.max(...crowd.comebacks.map(({ last }) => last))), `${count(crowd.connections)} back after a kill`],
    [milliseconds(archive.open.p50), `to open ${count(plan.archive)} messages`],
  ];
}

const described = ({ plan }: Results, all: readonly Line[]): string =>
  plan.busy
    .map(
      (busy) =>
        `${busy} busy sockets: ${DRAWN.map(({ system, name }) => `${name} ${count(lineOf(all, system, busy)?.rate ?? 0)} messages a second`).join(", ")}`,
    )
    .join("; ");

const compact = (rate: number): string => (rate < 1000 ? count(rate) : `${(rate / 1000).toFixed(1)}k`);
