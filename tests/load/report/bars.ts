/** What was promised beforehand, and what was seen. */
import { count, kilobytes, milliseconds, percent, seconds } from "./format";
import { lineOf, lines, type Results, shareOfInserts, timesOf } from "./summary";

export interface Bar {
  readonly what: string;
  readonly wanted: string;
  readonly seen: string;
  readonly met: boolean;
}

export const BARS = { insertShare: 0.4, times: 5, p99: 15, idleBytes: 8192, back: 10_000 } as const;

export function bars({ plan, rounds, crowd }: Results): Bar[] {
  const { latency, rate } = plan.judged;
  const all = lines(rounds);
  const p99 = (system: "seller-chat" | "socket.io", busy: number) =>
    lineOf(all, system, busy)?.delivery.p99 ?? Number.NaN;
  const share = shareOfInserts(rounds, rate);
  const times = timesOf(rounds, rate, "seller-chat", "socket.io");
  const [ours, theirs] = [p99("seller-chat", rate), p99("socket.io", rate)];
  const slowest = Math.max(...crowd.comebacks.map(({ last }) => last));
  return [
    {
      what: `Messages a second against bare batched inserts, ${count(rate)} busy sockets`,
      wanted: `at least ${BARS.insertShare * 100} %`,
      seen: percent(share),
      met: share >= BARS.insertShare,
    },
    {
      what: `Messages a second against Socket.IO, ${count(rate)} busy sockets, p99 no higher`,
      wanted: `at least ${BARS.times}×`,
      seen: `${times.toFixed(1)}×, p99 ${milliseconds(ours)} against ${milliseconds(theirs)}`,
      met: times >= BARS.times && ours <= theirs,
    },
    {
      what: `p99 from send to delivery, ${count(latency)} busy sockets`,
      wanted: `below ${BARS.p99} ms`,
      seen: milliseconds(p99("seller-chat", latency)),
      met: p99("seller-chat", latency) < BARS.p99,
    },
    {
      what: `Server memory for each of ${count(crowd.connections)} idle connections`,
      wanted: `at most ${BARS.idleBytes / 1024} KB`,
      seen: kilobytes(crowd.bytesEach),
      met: crowd.bytesEach <= BARS.idleBytes,
    },
    {
      what: `${count(crowd.connections)} clients back and caught up after the server was killed, the slowest time`,
      wanted: `below ${BARS.back / 1000} s`,
      seen: seconds(slowest),
      met: slowest < BARS.back,
    },
  ];
}
