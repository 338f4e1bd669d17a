/** A server with a clock that tests move, a push service, a seller and their buyers. */
import type { Config } from "../../../server/config";
import { connectOwner } from "../../../server/db/client";
import type { Side } from "../../../server/protocol/model";
import type { Fault } from "../../../server/protocol/rest";
import type { TestDatabase } from "../../support/database";
import { type PushService, startPushService } from "../../support/push-service";
import { startServer } from "../../support/server";
import type { Wire } from "../../support/wire";

export const SELLER = { sub: "clerk", name: "Clerk", sellers: [{ id: "lumen", name: "Lumen" }] };
export const BUYER = { sub: "anna", name: "Anna" };
/** More than a message has to be received. */
export const LATER = 6_000;

export type Claims = { sub: string; name?: string; sellers?: readonly { id: string; name?: string }[] };
export type Stage = Awaited<ReturnType<typeof setStage>>;

/** The database's clock is the real one, so ours runs ahead of it by what a test has waited. */
export class Clock {
  ahead = 0;
  readonly now = () => Date.now() + this.ahead;
}

export async function setStage({
  config,
  database,
  service,
  clock = new Clock(),
}: {
  config?: Partial<Config>;
  database?: TestDatabase;
  service?: PushService;
  clock?: Clock;
} = {}) {
  const push = service ?? (await startPushService());
  const server = await startServer({
    config: { pushHosts: [push.origin], publicUrl: "https://chat.example", ...config },
    ...(database ? { database } : {}),
    now: clock.now,
  });
  const owner = connectOwner(server.database.where);
  const post = async (path: string, body: object, token?: string, method = "POST") =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  return {
    ...server,
    server,
    push,
    clock,
    /** The database past every rule. */
    owner,
    post,
    /** A browser in which this person is notified. */
    async subscribe(claims: Claims, side: Side, more: object = {}) {
      const { privateKey, id, ...subscription } = push.subscribe();
      const answer = await post(
        "/v1/push/subscriptions",
        { ...subscription, side, ...more },
        await server.token(claims),
      );
      if (answer.status !== 204) throw new Error(`not subscribed: ${await answer.text()}`);
      return { id, ...subscription, privateKey };
    },
    /** A conversation that both sides have seen, up to the buyer's first words. */
    async talk(buyer: Claims = BUYER, topic?: object) {
      const clerk = await server.signIn(SELLER);
      const wire = await server.signIn(buyer);
      const { conversation } = await wire.open("lumen", topic);
      const { seq } = await wire.say(conversation.id, "Is it still there?");
      receive(clerk, conversation.id, seq);
      await wire.next("receipt");
      return { id: conversation.id, clerk, buyer: wire };
    },
    /** Time passes, then everything that is due is sent. */
    async later(ms = LATER): Promise<void> {
      clock.ahead += ms;
      await server.pushes.look();
    },
    async close(): Promise<void> {
      await owner.end();
      await server.stop();
      if (!service) await push.stop();
    },
  };
}

/** Status and code of an answer that is none. */
export async function refusal(answer: Response): Promise<[number, string]> {
  const { code }: Fault = JSON.parse(await answer.text());
  return [answer.status, code];
}

export const receive = (wire: Wire, conversation: string, seq: number): void =>
  wire.send({ type: "received", conversation, seq });
