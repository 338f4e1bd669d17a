/** Where every token is shown: on the socket with `hello`, on HTTP as `Authorization: Bearer …`. */
import { assertClaimable, assertStanding } from "../chat/standing";
import type { Database } from "../db/client";
import { ChatError } from "../errors";
import { bearerOf } from "./bearer";
import { type Identity, type Trust, verifyToken } from "./tokens";

export class Gate {
  constructor(
    readonly trust: Trust,
    readonly db: Database,
  ) {}

  /**
   * Whether the token is genuine, and what it says. Whether it still counts is asked where the person comes in: in the
   * transaction of `hello`, or below.
   * @throws ChatError `unauthorized`; `unavailable` when the key server doesn't answer
   */
  verify(token: string): Promise<Identity> {
    return verifyToken(token, this.trust);
  }

  /**
   * Who asks an HTTP route: `const { id, sellers, guest } = await gate.authenticate(request, ({ id }) => rate.take(id))`.
   * For the database: `db.as(asker(identity), …)`, with `asker` of server/db/people.ts.
   * @param count takes from a rate, before the database is asked for anything
   * @throws ChatError `unauthorized` (401) without a token, with one that is forged, expired or revoked, and for a guest who
   * has signed in since; `unavailable` (503, `retryAfter`) when the database or the key server doesn't answer
   */
  async authenticate(request: Request, count: (identity: Identity) => void): Promise<Identity> {
    const token = bearerOf(request);
    if (token === undefined) throw new ChatError("unauthorized", "Send `Authorization: Bearer` with your token.");
    return this.admit(token, count);
  }

  /** The same, of a token that came another way. @throws ChatError as `authenticate` */
  async admit(token: string, count?: (identity: Identity) => void): Promise<Identity> {
    const identity = await this.verify(token);
    count?.(identity);
    await this.db.as({ id: identity.id, sellers: [] }, (tx) => assertStanding(tx, identity));
    return identity;
  }

  /**
   * A guest who is about to become a user, or did already. @throws ChatError `forbidden` for anybody else: `unauthorized`
   * would be read as a fault of the user's token, and the user comes again with another one
   */
  async admitClaimable(token: string): Promise<Identity> {
    try {
      const identity = await this.verify(token);
      if (!identity.guest) throw new ChatError("forbidden", "Only a guest can be claimed.");
      await this.db.as({ id: identity.id, sellers: [] }, (tx) => assertClaimable(tx, identity));
      return identity;
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== "unauthorized") throw error;
      throw new ChatError("forbidden", `The guest can't be claimed. ${error.message}`);
    }
  }
}
