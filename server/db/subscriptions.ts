import type { Side } from "../protocol/model";
import type { Statements, Transaction } from "./client";

/** A browser in which a person is notified. */
interface Subscription {
  readonly endpoint: string;
  readonly side: Side;
  readonly person: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly locale: string;
  readonly quiet: boolean;
  readonly page: string | null;
}

/** Makes or renews it; of more than `most` of one person the oldest go. False: the endpoint is another browser's. */
export const subscribe = async (sql: Statements, s: Subscription, most: number): Promise<boolean> =>
  (
    await sql<[{ done: boolean }]>`
      select chat.subscribe(
        ${s.endpoint}, ${s.side}, ${s.person}, ${s.p256dh}, ${s.auth}, ${s.locale}, ${s.quiet}, ${s.page}, ${most}
      ) as done
    `
  )[0].done;

/** The browser has another endpoint now. False: the old one isn't known by this secret, or the new one is another browser's. */
export const renewSubscription = async (
  sql: Statements,
  old: { endpoint: string; auth: string },
  { endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string },
): Promise<boolean> =>
  (
    await sql<[{ done: boolean }]>`
      select chat.renew_subscription(${old.endpoint}, ${old.auth}, ${endpoint}, ${p256dh}, ${auth}) as done
    `
  )[0].done;

/** The asker's own. */
export const deleteSubscription = (tx: Transaction, endpoint: string, side: Side | undefined) => tx`
  delete from chat.push_subscription where endpoint = ${endpoint} ${side ? tx`and side = ${side}` : tx``}
`;

/** All of the asker's. */
export const deleteSubscriptions = (tx: Transaction, person: string) =>
  tx`delete from chat.push_subscription where person_id = ${person}`;

/** The asker hears nothing of this conversation for a while. */
export const mute = (tx: Transaction, conversation: string, person: string, until: Date) => tx`
  insert into chat.mute as m (conversation_id, person_id, until) values (${conversation}, ${person}, ${until})
  on conflict (conversation_id, person_id) do update set until = excluded.until
`;

export interface Actor {
  readonly person: string;
  readonly name: string;
  readonly picture: string | null;
  readonly side: Side;
  readonly seller: string;
}

/** In whose name a notification acts; undefined when that browser isn't subscribed any more, or it isn't their conversation. */
export const selectActor = async (
  sql: Statements,
  subscription: string,
  conversation: string,
  now: Date,
): Promise<Actor | undefined> =>
  (await sql<Actor[]>`select * from chat.push_actor(${subscription}::uuid, ${conversation}::uuid, ${now})`)[0];

/** Keeps `value` under this name, unless one was kept before. Returns what is kept. */
export async function keep<T>(sql: Statements, name: string, value: T): Promise<T> {
  const [{ kept }] = await sql<[{ kept: string }]>`select chat.keep(${name}, ${JSON.stringify(value)}) as kept`;
  return JSON.parse(kept);
}
