/** The lists that a seller asks for, each as the server asks for it, and how long that takes. */
import { list } from "../../../server/chat/lists";
import type { Database } from "../../../server/db/client";
import { percentile } from "../load/percentiles";
import { ownTime } from "../stage/probe";

const FILTERS = ["unread", "waiting", "mine", "closed", "blocked"] as const;

export interface Question {
  readonly name: string;
  readonly request: { query?: string; filter?: (typeof FILTERS)[number]; order?: "unread" };
}

const QUESTIONS: readonly Question[] = [
  ...[
    ...[
      "з",
      "ла",
      "здр",
      "здравствуйте",
      "лампа",
      "lamp shades",
      "доставка оплата",
      "спасибо заказ скидка",
      "торшерность",
    ],
    ...["клёновствами", "хлопокенного", "№1234", "слонами", "покупатель 123", "настольная 499"],
  ].map((query) => ({ name: `«${query}»`, request: { query } })),
  ...["лампа", "хлопокенного"].flatMap((query) => [
    { name: `«${query}», unread first`, request: { query, order: "unread" as const } },
    ...FILTERS.map((filter) => ({ name: `«${query}», ${filter}`, request: { query, filter } })),
  ]),
  { name: "newest first", request: {} },
  { name: "unread first", request: { order: "unread" } },
  ...FILTERS.map((filter) => ({ name: `filter ${filter}`, request: { filter } })),
];

type Took = Readonly<Record<"p50" | "p95" | "p99", number>>;

export interface Asked {
  readonly question: Question;
  /** Conversations on all pages, to ten. */
  readonly found: number;
  /** Of the first page. */
  readonly first: Took;
  /** Milliseconds of the database's processor time for the first page: what the machine's other work hardly changes. */
  readonly processor: number;
  /** Of the tenth, or the last. */
  readonly last: number;
}

export interface Round {
  readonly asked: readonly Asked[];
  /** The same amount of work each time: what the machine does to everybody. */
  readonly count: { readonly took: Took; readonly processor: number };
}

const WARM = 3;

/** `db` has one connection for reads; `seller` is whose inbox it is. All questions in turn, so that none has a worse hour. */
export async function ask(db: Database, seller: string, times: number): Promise<Round> {
  const agent = { id: "agent", sellers: [seller] };
  const pid = await db.as(agent, async (tx) => (await tx<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid);
  const measure = (work: () => Promise<unknown>) => ({ work, took: [] as number[], processor: 0 });
  const count = measure(() => db.as(agent, (tx) => tx`select count(*) from generate_series(1, 50000)`));
  const firsts = QUESTIONS.map(({ request }) => measure(() => list(db, agent, { seller, ...request })));
  for (let n = -WARM; n < times; n++)
    for (const each of [count, ...firsts]) {
      const [began, before] = [performance.now(), ownTime(pid)];
      await each.work();
      if (n < 0) continue;
      each.took.push(performance.now() - began);
      each.processor += ((ownTime(pid) - before) * 1000) / times;
    }
  const asked: Asked[] = [];
  for (const [index, question] of QUESTIONS.entries()) {
    const { took = [], processor = 0 } = firsts[index] ?? {};
    asked.push({ question, first: spread(took), processor, ...(await turnPages(db, seller, question)) });
  }
  return { asked, count: { took: spread(count.took), processor: count.processor } };
}

async function turnPages(db: Database, seller: string, { request }: Question) {
  let found = 0;
  let pages = 0;
  let last = 0;
  for (let next: string | null | undefined; next !== null && pages < 10; pages++) {
    const began = performance.now();
    const page = await list(
      db,
      { id: "agent", sellers: [seller] },
      { seller, ...request, ...(next ? { before: next } : {}) },
    );
    last = performance.now() - began;
    found += page.items.length;
    next = page.next;
  }
  return { found, last };
}

function spread(took: readonly number[]): Took {
  const ascending = Float64Array.from(took).sort();
  return { p50: percentile(ascending, 0.5), p95: percentile(ascending, 0.95), p99: percentile(ascending, 0.99) };
}
