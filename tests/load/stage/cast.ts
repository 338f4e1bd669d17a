/** Who talks to whom. The same people, conversations and tokens stand before every system. */
import type { Keys } from "../../../server/auth/keys";
import { signUser } from "../../../server/auth/tokens";

export interface Person {
  /** The token's `sub`. */
  readonly id: string;
  readonly token: string;
  /** Ids of the conversations that this person takes part in. */
  readonly conversations: readonly string[];
}

export interface Conversation {
  readonly id: string;
  readonly buyer: string;
  readonly seller: string;
}

export interface Cast {
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
}

/** What everybody says: a usual length, in a usual language (65 characters, 118 bytes). */
export const TEXT = "Добрый день! Подскажите, пожалуйста, эта ваза ещё есть в наличии?";

const HOURS = 6 * 3600;

/**
 * As many buyers as sellers, each with the same number of conversations, each of these with somebody else. People
 * alternate (a buyer, a seller, a buyer …), so that any first half of them are half buyers and half sellers.
 */
export async function pairs(keys: Keys, count: number, conversations: number): Promise<Cast> {
  const each = Math.floor(conversations / count);
  const apart = Math.max(1, Math.floor(count / each));
  const made = range(count).flatMap((buyer) =>
    range(each).map((n) => ({
      id: Bun.randomUUIDv7(),
      buyer: `buyer-${buyer}`,
      seller: `seller-${(buyer + n * apart) % count}`,
    })),
  );
  const ofBuyer = Map.groupBy(made, ({ buyer }) => buyer);
  const ofSeller = Map.groupBy(made, ({ seller }) => seller);
  const people = await Promise.all(
    range(count).flatMap((n) => [
      buyer(keys, `buyer-${n}`, ofBuyer.get(`buyer-${n}`)),
      agent(keys, `seller-${n}`, ofSeller.get(`seller-${n}`)),
    ]),
  );
  return { people, conversations: made };
}

/** Buyers with one conversation each, a hundred to a seller. The people are the buyers. */
export async function crowd(keys: Keys, count: number): Promise<Cast> {
  const conversations = range(count).map((n) => ({
    id: Bun.randomUUIDv7(),
    buyer: `buyer-${n}`,
    seller: `seller-${Math.floor(n / 100)}`,
  }));
  const people = await Promise.all(conversations.map((each) => buyer(keys, each.buyer, [each])));
  return { people, conversations };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const ids = (conversations: readonly Conversation[] = []): string[] => conversations.map(({ id }) => id);

const buyer = async (keys: Keys, id: string, conversations?: readonly Conversation[]): Promise<Person> => ({
  id,
  token: await signUser(keys, { sub: id, name: `Buyer ${id}` }, HOURS),
  conversations: ids(conversations),
});

const agent = async (keys: Keys, seller: string, conversations?: readonly Conversation[]): Promise<Person> => {
  const id = `agent-of-${seller}`;
  return {
    id,
    token: await signUser(keys, { sub: id, name: `Agent of ${seller}`, sellers: [seller] }, HOURS),
    conversations: ids(conversations),
  };
};
