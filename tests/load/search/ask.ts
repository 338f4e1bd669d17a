/** The lists that a seller asks for, each as the server asks for it, and how long that takes. */
import { list } from "../../../server/chat/lists";
import type { Database } from "../../../server/db/client";
import { type Percentiles, percentiles } from "../load/percentiles";
import { ownTime } from "../stage/probe";
import { LARGE } from "./fill";

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
  readonly first: Percentiles;
  /** Milliseconds of the database's processor time for the first page: what the machine's other work doesn't change. */
  readonly processor: number;
  /** Of the tenth, or the last. */
  readonly last: number;
}

const AGENT = { id: "agent", sellers: [LARGE] };

const WARM = 5;

/** `db` has one connection for reads. */
export async function ask(db: Database, question: Question, times: number): Promise<Asked> {
  const pid = await db.as(AGENT, async (tx) => (await tx<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid);
  const took: number[] = [];
  let before = 0;
  for (let n = -WARM; n < times; n++) {
    if (n === 0) before = ownTime(pid);
    const began = performance.now();
    await list(db, AGENT, { seller: LARGE, ...question.request });
    if (n >= 0) took.push(performance.now() - began);
  }
  const processor = ((ownTime(pid) - before) * 1000) / times;
  let found = 0;
  let pages = 0;
  let last = 0;
  for (let next: string | null | undefined; next !== null && pages < 10; pages++) {
    const began = performance.now();
    const page = await list(db, AGENT, { seller: LARGE, ...question.request, ...(next ? { before: next } : {}) });
    last = performance.now() - began;
    found += page.items.length;
    next = page.next;
  }
  return { question, found, first: percentiles(took), processor, last };
}
