/** The lists that a seller asks for, each as the server asks for it, and how long that takes. */
import { list } from "../../../server/chat/lists";
import type { Database } from "../../../server/db/client";
import { type Percentiles, percentiles } from "../load/percentiles";
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
  readonly pages: number;
  /** Of the first page. */
  readonly first: Percentiles;
  /** Of the tenth, or the last. */
  readonly last: number;
}

const AGENT = { id: "agent", sellers: [LARGE] };

export async function ask(db: Database, question: Question, times: number): Promise<Asked> {
  const took: number[] = [];
  for (let n = 0; n < times + 3; n++) {
    const began = performance.now();
    await list(db, AGENT, { seller: LARGE, ...question.request });
    if (n >= 3) took.push(performance.now() - began);
  }
  let found = 0;
  let pages = 0;
  let last = 0;
  for (let before: string | null | undefined; before !== null && pages < 10; pages++) {
    const began = performance.now();
    const page = await list(db, AGENT, { seller: LARGE, ...question.request, ...(before ? { before } : {}) });
    last = performance.now() - began;
    found += page.items.length;
    before = page.next;
  }
  return { question, found, pages, first: percentiles(took), last };
}
