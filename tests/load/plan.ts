/** How much of everything: the full run, and a short one that only shows that every part works. */

export interface Plan {
  /** Rounds of the talk; a figure is the median over them. Within a round the systems take turns. */
  readonly rounds: number;
  /** How many sockets are busy, one measurement each. */
  readonly busy: readonly number[];
  /** Where the bars are judged: the latency bar, and those about messages a second. Both are among `busy`. */
  readonly judged: { readonly latency: number; readonly rate: number };
  /** Buyers, and as many sellers; all are connected in every measurement. */
  readonly pairs: number;
  /** Spread evenly over the pairs. */
  readonly conversations: number;
  /** Milliseconds of talk before the window (a round of polling at least, for an even flow), and in it. */
  readonly warmUp: number;
  readonly window: number;
  /** Idle connections, each a buyer with a conversation. */
  readonly crowd: number;
  /** How often its memory is looked at before a figure is taken. */
  readonly looks: number;
  /** How often the server is killed under the crowd. */
  readonly comebacks: number;
  /** Messages in the long conversation, and how often it is opened. */
  readonly archive: number;
  readonly opens: number;
}

export const FULL: Plan = {
  rounds: 5,
  busy: [1, 64, 512, 2000],
  judged: { latency: 64, rate: 512 },
  pairs: 1000,
  conversations: 10_000,
  warmUp: 2_500,
  window: 5_000,
  crowd: 10_000,
  looks: 6,
  comebacks: 3,
  archive: 10_000,
  opens: 200,
};

export const QUICK: Plan = {
  rounds: 1,
  busy: [1, 32],
  judged: { latency: 32, rate: 32 },
  pairs: 50,
  conversations: 200,
  warmUp: 100,
  window: 400,
  crowd: 200,
  looks: 1,
  comebacks: 1,
  archive: 500,
  opens: 10,
};
