/** Where every token is shown: on the socket with `hello`, on HTTP as `Authorization: Bearer …`. */
import { assertNotRevoked, assertStanding } from "../chat/standing";
import type { Database } from "../db/client";
import { ChatError } from "../errors";
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
   * Who asks an HTTP route: `const { id, sellers, guest } = await gate.authenticate(request)`. For the database:
   * `db.as(asker(identity), …)`, with `asker` of server/db/people.ts.
   * @throws ChatError `unauthorized` (401) without a token, with one that is forged, expired or revoked, and for a guest who
   * has signed in since; `unavailable` (503, `retryAfter`) when the database or the key server doesn't answer
   */
  async authenticate(request: Request): Promise<Identity> {
    const token = /^bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (token === undefined) throw new ChatError("unauthorized", "Send `Authorization: Bearer` with your token.");
    const identity = await this.verify(token);
    await this.db.as({ id: identity.id, sellers: [] }, (tx) => assertStanding(tx, identity));
    return identity;
  }

  /** For a claim, which may come twice: also of a guest who has signed in. @throws ChatError `unauthorized` */
  assertNotRevoked(identity: Identity): Promise<void> {
    return this.db.as({ id: identity.id, sellers: [] }, (tx) => assertNotRevoked(tx, identity));
  }
}
