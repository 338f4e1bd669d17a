/** The lists that a seller asks for, each as the server asks for it, and how long that takes. */
import { list } from "../../../server/chat/lists";
import type { Database } from "../../../server/db/client";
import { percentile } from "../load/percentiles";
import { ownTime } from "../stage/probe";

export interface Question {
  readonly name: string;
  readonly request: { query?: string; filter?: "unread" | "waiting" | "mine" | "closed" | "blocked"; order?: "unread" };
}

export const QUESTIONS: readonly Question[] = [
  ...[
    ...["з", "здр", "здравствуйте", "лампа", "lamp shades", "доставка оплата", "спасибо заказ скидка", "торшерность"],
    ...["клёновствами", "хлопокенного", "№1234", "слонами", "покупатель 123", "настольная 499"],
  ].map((query) => ({ name: `«${query}»`, request: { query } })),
  { name: "«лампа», closed", request: { query: "лампа", filter: "closed" } },
  { name: "«лампа», unread first", request: { query: "лампа", order: "unread" } },
  { name: "«хлопокенного», mine", request: { query: "хлопокенного", filter: "mine" } },
  { name: "newest first", request: {} },
  { name: "unread first", request: { order: "unread" } },
  ...(["unread", "waiting", "mine", "closed", "blocked"] as const).map((filter) => ({
    name: `filter ${filter}`,
    request: { filter },
  })),
];

export interface Asked {
  readonly question: Question;
  /** Conversations on all pages, to ten. */
  readonly found: number;
  /** Of the first page. */
  readonly first: Readonly<Record<"p50" | "p95" | "p99", number>>;
  /** Milliseconds of the database's processor time for the first page: what the machine's other work doesn't change. */
  readonly processor: number;
  /** Of the tenth, or the last. */
  readonly last: number;
}

const WARM = 5;

/** `db` has one connection for reads; `seller` is whose inbox it is. */
export async function ask(db: Database, seller: string, question: Question, times: number): Promise<Asked> {
  const agent = { id: "agent", sellers: [seller] };
  const pid = await db.as(agent, async (tx) => (await tx<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid);
  const took: number[] = [];
  let before = 0;
  for (let n = -WARM; n < times; n++) {
    if (n === 0) before = ownTime(pid);
    const began = performance.now();
    await list(db, agent, { seller, ...question.request });
    if (n >= 0) took.push(performance.now() - began);
  }
  const processor = ((ownTime(pid) - before) * 1000) / times;
  let found = 0;
  let pages = 0;
  let last = 0;
  for (let next: string | null | undefined; next !== null && pages < 10; pages++) {
    const began = performance.now();
    const page = await list(db, agent, { seller, ...question.request, ...(next ? { before: next } : {}) });
    last = performance.now() - began;
    found += page.items.length;
    next = page.next;
  }
  const ascending = Float64Array.from(took).sort();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(ascending, share)) as [number, number, number];
  return { question, found, first: { p50, p95, p99 }, processor, last };
}
