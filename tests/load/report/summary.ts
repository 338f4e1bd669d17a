/** The figures of a run, each the median over its rounds. */
import type { Archive } from "../load/archive";
import { median, type Percentiles } from "../load/percentiles";
import type { Talk } from "../load/talk";
import type { Plan } from "../plan";
import type { Crowd } from "../scenarios/crowd";
import type { Profile } from "../scenarios/profile";
import type { Place, Round } from "../scenarios/talk";
import type { Machine } from "../stage/machine";
import type { Cores, Watched } from "../stage/probe";
import type { SystemName } from "../systems/systems";

export interface Results {
  readonly plan: Plan;
  readonly machine: Machine;
  readonly began: Date;
  readonly seconds: number;
  readonly rounds: readonly Round[];
  readonly crowd: Crowd;
  readonly archive: Archive;
  readonly profile: Profile;
}

export interface Line extends Place {
  /** Messages a second. */
  readonly rate: number;
  readonly delivery: Percentiles;
  readonly ack: Percentiles;
  /** Microseconds of processor time that a message costs. */
  readonly cost: Cost;
}

export type Cost = Readonly<Record<keyof Watched, number>>;

const cost = (same: readonly { cores: Cores; rate: number }[]): Cost => {
  const of = (who: keyof Watched) => median(same.map(({ cores, rate }) => (cores[who] / rate) * 1e6));
  return { server: of("server"), database: of("database"), load: of("load") };
};

/** In the order in which they were measured first. */
export function lines(rounds: readonly Round[]): Line[] {
  const talks = rounds.flatMap((round) => round.talks);
  const places = Map.groupBy(talks, ({ system, busy }) => `${busy} ${system}`);
  return [...places.values()].map((same) => {
    const over = (figure: (talk: Talk) => number) => median(same.map(figure));
    const of = (which: "delivery" | "ack"): Percentiles => ({
      p50: over((talk) => talk[which].p50),
      p99: over((talk) => talk[which].p99),
      p999: over((talk) => talk[which].p999),
    });
    const { system, busy } = same[0] ?? { system: "seller-chat", busy: 0 };
    return {
      ...{ system, busy, rate: over(({ rate }) => rate), delivery: of("delivery"), ack: of("ack") },
      cost: cost(same),
    };
  });
}

/** The limit in rows a second, and what a row costs. */
export const inserts = (rounds: readonly Round[]): { rate: number; cost: Cost } => ({
  rate: median(rounds.map((round) => round.inserts.rate)),
  cost: cost(rounds.map((round) => round.inserts)),
});

/** How many times `other` fits into `one` at so many busy sockets: the median of the rounds' ratios, not of the rates'. */
export const timesOf = (rounds: readonly Round[], busy: number, one: SystemName, other: SystemName): number =>
  median(rounds.map((round) => rateIn(round, one, busy) / rateIn(round, other, busy)));

export const shareOfInserts = (rounds: readonly Round[], busy: number): number =>
  median(rounds.map((round) => rateIn(round, "seller-chat", busy) / round.inserts.rate));

const rateIn = ({ talks }: Round, system: SystemName, busy: number): number =>
  talks.find((talk) => talk.system === system && talk.busy === busy)?.rate ?? Number.NaN;

export const lineOf = (all: readonly Line[], system: SystemName, busy: number): Line | undefined =>
  all.find((line) => line.system === system && line.busy === busy);
