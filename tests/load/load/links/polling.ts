import type { Person } from "../../stage/cast";
import { HttpLine } from "./http-line";
import type { Connect } from "./link";

const EVERY = 2_000;

/** One connection sends, another asks for news every two seconds, each person at a moment of their own. */
export const polling: Connect = async (url, person, ears) => {
  const [sending, asking] = await Promise.all([HttpLine.open(url), HttpLine.open(url)]);
  const inquiry = new Inquiry(asking, person);
  await inquiry.ask(); // what was said before
  const ask = async () => {
    for (const id of await inquiry.ask()) ears.delivered(id);
    next = setTimeout(ask, EVERY);
  };
  let next = setTimeout(ask, Math.random() * EVERY);
  return {
    send: (id, conversation, text) => {
      const body = `{"id":"${id}","conversation":"${conversation}","text":"${text}"}`;
      void sending.post("/messages", person.token, body).then(() => ears.acked(id));
    },
    close: () => {
      clearTimeout(next);
      sending.close();
      asking.close();
    },
  };
};

interface News {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  readonly sender: string;
}

/** Remembers how much it has of each conversation. */
class Inquiry {
  readonly #known: Map<string, number>;

  constructor(
    readonly line: HttpLine,
    readonly person: Person,
  ) {
    this.#known = new Map(person.conversations.map((id) => [id, 0]));
  }

  /** Ids of what others have said since the last time. */
  async ask(): Promise<string[]> {
    const body = JSON.stringify({ conversations: [...this.#known.keys()], seqs: [...this.#known.values()] });
    const news: News[] = JSON.parse(await this.line.post("/news", this.person.token, body));
    for (const { conversation, seq } of news) {
      this.#known.set(conversation, Math.max(this.#known.get(conversation) ?? 0, seq));
    }
    return news.filter(({ sender }) => sender !== this.person.id).map(({ id }) => id);
  }
}
