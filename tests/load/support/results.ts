/** A run as it could have been: what the report's tests, and eyes, look at. */
import type { Talk } from "../load/talk";
import { FULL } from "../plan";
import type { Results } from "../report/summary";
import type { Place, Round } from "../scenarios/talk";
import type { SystemName } from "../systems/systems";

const talk = (
  system: SystemName,
  busy: number,
  rate: number,
  p50: number,
  p99: number,
  p999: number,
): Place & Talk => ({
  ...{ system, busy, rate },
  delivery: { p50, p99, p999 },
  ack: { p50, p99, p999 },
  cores: { server: rate * 40e-6, database: rate * 30e-6, load: rate * 15e-6, others: 0.05 },
  sent: rate * 5,
});

/** `pace` 1 is an even machine; 0.5 one that was half as fast in this round. */
const round = (pace: number): Round => ({
  talks: [
    talk("seller-chat", 1, 420 * pace, 2.1, 4.8, 7.9),
    talk("socket.io", 1, 300 * pace, 3.0, 6.1, 9.4),
    talk("polling", 1, 250 * pace, 1010, 1990, 2010),
    talk("seller-chat", 64, 9_800 * pace, 5.9, 11.8, 19),
    talk("socket.io", 64, 2_300 * pace, 26, 41, 60),
    talk("polling", 64, 1_700 * pace, 1020, 2040, 2090),
    talk("seller-chat", 512, 21_400 * pace, 22, 38, 55),
    talk("socket.io", 512, 2_400 * pace, 210, 290, 340),
    talk("polling", 512, 1_600 * pace, 1300, 2400, 2600),
    talk("receipts", 512, 14_100 * pace, 33, 55, 80),
    talk("socket.io-statement", 512, 5_200 * pace, 95, 130, 180),
    talk("echo", 512, 92_000 * pace, 4.9, 8.8, 12),
    talk("seller-chat", 2000, 24_900 * pace, 78, 120, 160),
    talk("socket.io", 2000, 2_350 * pace, 830, 1090, 1300),
    talk("polling", 2000, 1_500 * pace, 2100, 3300, 3600),
  ],
  inserts: { rate: 53_500 * pace, cores: { server: 0.2, database: 1.4, load: 0, others: 0.05 } },
});

export const RESULTS: Results = {
  plan: FULL,
  machine: {
    ...{ cores: 2, cpu: "A processor", memory: 24, system: "Linux 6", sync: 1.4 },
    versions: { Bun: "1.4.5", PostgreSQL: "18.4" },
  },
  began: new Date("2026-11-22T10:00:00Z"),
  seconds: 840,
  rounds: [round(0.5), round(1), round(1.1)],
  crowd: {
    ...{ connections: 10_000, bytesEach: 7_900, bytesMore: 6_100 },
    comebacks: [
      { last: 4_800, median: 2_100 },
      { last: 5_200, median: 2_300 },
    ],
  },
  archive: { open: { p50: 1.9, p99: 4.2, p999: 6 }, whole: 160, messages: 10_000 },
  profile: {
    rate: 20_000,
    cores: { server: 0.8, database: 0.7, load: 0.35, others: 0.02 },
    spots: [
      { function: "sendText", where: "native", share: 0.28 },
      { function: "tellParties", where: "server/live/hub.ts", share: 0.017 },
    ],
  },
};
