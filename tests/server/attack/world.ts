/** Two who talk in private, everything that is theirs, and those who would like to have it. */
import type { Sql } from "postgres";
import { Acts } from "../../../server/auth/acts";
import type { GuestAnswer } from "../../../server/protocol/rest";
import { form, PDF, startFileServer, uploaded } from "../../support/files";
import { startPushService } from "../../support/push-service";
import { KEYS } from "../../support/server";
import type { Wire } from "../../support/wire";
import { superuser, tables } from "../row-security/askers";

export const ADMIN_KEY = "an-operator's-key-of-the-tests-thirty-two-bytes";

/** What an attacker may have got hold of. */
export interface Ids {
  readonly conversation: string;
  /** An id, and the place of the message that has it. */
  readonly message: string;
  readonly seq: number;
  readonly note: string;
  /** A file that was sent, and one that wasn't yet. */
  readonly file: string;
  readonly upload: string;
  readonly buyer: string;
  readonly agent: string;
  readonly seller: string;
  /** Where a page of somebody's list ends. */
  readonly next: string;
  readonly endpoint: string;
}

export interface Person {
  readonly id: string;
  readonly token: string;
  readonly wire: Wire;
}

export interface Attacker extends Person {
  /** A conversation in which they may write, and what they have uploaded there. */
  readonly own: string;
  readonly upload: string;
  /** The browser in which they are notified. */
  readonly browser: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

const KEPT = {
  words: "тайна Анны",
  answer: "тайный ответ Петра",
  earlier: "тайна, какой она была",
  note: "тайная заметка",
  reply: "тайная заготовка",
  away: "тайно нас нет",
  file: "тайный чертёж.pdf",
};
export const TOPIC = { id: "lamp", title: "Лампа" };

export async function createWorld() {
  const push = await startPushService();
  const server = await startFileServer({
    config: { rateLimits: false, pushHosts: [push.origin], adminKey: ADMIN_KEY },
  });
  const http = async (method: string, path: string, token?: string, body?: object): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method,
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  const known = async (id: string, token: string): Promise<Person> => {
    const wire = await server.connect();
    wire.send({ type: "hello", v: 1, token });
    await wire.next("welcome");
    return { id, token, wire };
  };
  const person = async (claims: { sub: string; name: string; sellers?: string[] }): Promise<Person> =>
    known(claims.sub, await server.token(claims));
  const upload = async ({ token }: Person, conversation: string, name: string) =>
    (await uploaded(await http("POST", "/v1/attachments", token, form(conversation, PDF, name)))).id;
  const subscribe = async ({ token }: Person) => {
    const { endpoint, keys } = push.subscribe();
    const browser = { endpoint, keys };
    await http("POST", "/v1/push/subscriptions", token, { ...browser, side: "buyer" });
    return browser;
  };
  const say = async ({ wire }: Person, conversation: string, text: string, more: object = {}) => {
    const id = crypto.randomUUID();
    wire.send({ type: "send", id, conversation, text, ...more });
    return wire.next("ack", (ack) => ack.id === id);
  };

  const petr = await person({ sub: "petr", name: "Пётр", sellers: ["svet"] });
  const olga = await person({ sub: "olga", name: "Ольга", sellers: ["svet"] });
  const anna = await person({ sub: "anna", name: "Анна Тайная" });
  const { id } = (await anna.wire.open("svet", TOPIC)).conversation;
  const { id: empty } = (await anna.wire.open("svet", { id: "vase", title: "Ваза" })).conversation;
  const file = await upload(anna, id, KEPT.file);
  const first = await say(anna, id, KEPT.earlier, { attachments: [file] });
  await anna.wire.ask({ type: "edit", conversation: id, seq: 1, text: KEPT.words }, "done");
  const answer = await say(petr, id, KEPT.answer);
  const note = crypto.randomUUID();
  await petr.wire.ask({ type: "note", id: note, conversation: id, text: KEPT.note }, "done");
  await http("PUT", "/v1/sellers/svet/settings", petr.token, {
    replies: [{ shortcut: "hi", text: KEPT.reply }],
    hours: null,
    away: KEPT.away,
  });
  const annas = await subscribe(anna);
  const theirs: Ids = {
    conversation: id,
    message: first.id,
    seq: 1,
    note,
    file,
    upload: await upload(anna, id, KEPT.file),
    buyer: "anna",
    agent: "petr",
    seller: "svet",
    next: `0 ${answer.at} ${id}`,
    endpoint: annas.endpoint,
  };
  /** The same of nobody. */
  const nothing: Ids = {
    conversation: crypto.randomUUID(),
    message: crypto.randomUUID(),
    seq: 1,
    note: crypto.randomUUID(),
    file: crypto.randomUUID(),
    upload: crypto.randomUUID(),
    buyer: "nobody at all",
    agent: "nobody else",
    seller: "nowhere",
    next: `0 ${answer.at} ${crypto.randomUUID()}`,
    endpoint: push.subscribe().endpoint,
  };

  const attacker = async (who: Person, own: string): Promise<Attacker> => {
    await who.wire.open("svet", TOPIC); // their own, about the same thing
    return { ...who, own, upload: await upload(who, own, "own.pdf"), browser: await subscribe(who) };
  };
  const buying = async (who: Person): Promise<Attacker> => {
    const { conversation } = await who.wire.open("keramika");
    await say(who, conversation.id, "Здравствуйте");
    return attacker(who, conversation.id);
  };
  const trudy = await person({ sub: "trudy", name: "Труди", sellers: ["keramika"] });
  const mallory = await buying(await person({ sub: "mallory", name: "Мэллори" }));
  const guest = (await (await http("POST", "/v1/guests")).json()) as GuestAnswer;
  const attackers = {
    "a buyer": mallory,
    "a guest": await buying(await known(guest.id, guest.token)),
    "another's seller": await attacker(trudy, mallory.own),
    "one who buys and sells": await buying(await person({ sub: "ivan", name: "Иван", sellers: ["lavka"] })),
  };
  const sql = superuser(server.database.where);
  const told: Wire[] = [anna, petr, olga].map(({ wire }) => wire);
  const all = [...told, ...Object.values(attackers).map(({ wire }) => wire)];
  const everything = digestOf(sql, await tables(sql));
  const digest = async () => {
    await server.live.searchIndex.idle(); // it follows what was said before
    return everything();
  };
  await quiet(all);
  for (const wire of all) wire.frames.length = 0;
  return {
    server,
    http,
    push,
    anna,
    petr,
    olga,
    theirs,
    nothing,
    /** Anna has opened it, and said nothing yet. */
    empty,
    annas,
    attackers,
    /** The server knows whose it is, and that she writes. */
    async touchEmpty(): Promise<void> {
      await anna.wire.open("svet", { id: "vase", title: "Ваза" });
      await anna.wire.next("presence");
      anna.wire.send({ type: "typing", conversation: empty });
      await anna.wire.settled();
    },
    /** Whom nothing of an attack may reach. */
    told,
    /** What nobody else may learn. */
    kept: [...Object.values(KEPT), "Анна Тайная", ...[id, empty, first.id, answer.id, note, file, theirs.upload]],
    /** What a notification of this conversation would let this person's browser do. */
    async acts(person: string, conversation: string): Promise<string> {
      const [row] = await sql<{ id: string }[]>`select id from chat.push_subscription where person_id = ${person}`;
      return new Acts(KEYS.act).make({ subscription: row?.id ?? "", conversation, seq: 1 });
    },
    /** By table, everything in it. */
    digest,
    async stop(): Promise<void> {
      await sql.end();
      await server.stop();
      await push.stop();
    },
  };
}

/** Everything that was on its way has come. */
const quiet = (wires: readonly Wire[]) => Promise.all(wires.map((wire) => wire.settled()));

const digestOf = (sql: Sql, names: readonly string[]) => async (): Promise<Record<string, string>> => {
  const each = names.map(
    (name) =>
      `(select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from chat.${name} t) as "${name}"`,
  );
  return { ...(await sql.unsafe(`select ${each.join(", ")}`))[0] };
};

/** What came for those who were attacked. */
export async function overheard({ told, server }: World): Promise<unknown[]> {
  await server.live.writer.idle();
  await quiet(told);
  return told.flatMap((wire) => wire.frames.splice(0));
}
